import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type WriteContext } from '../../src/write/operation'
import { Payload } from '../user-error/user-error'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { Invoice, InvoiceConnection } from './invoice.entity'
import { payInvoice } from './settle-invoice'

@InputType({ description: 'An invoice to be paid from the prepaid account of the Organisation it bills.' })
export class PayInvoiceInput {
  @Field(() => ID, { description: 'The invoice: all that is due of it is paid.' })
  invoiceId: string

  @Field(() => String, { nullable: true, description: 'Makes a repeated request answer as the first did.' })
  idempotencyKey?: string | null
}

@ObjectType({ simpleResolvers: false, description: 'The result of a change of an invoice.' })
class InvoicePayload extends Payload {
  @Field(() => Invoice, { nullable: true, description: 'The invoice as it is now, if you may see it.' })
  invoice(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class InvoiceResolver {
  @ReadOne(() => Invoice, 'One invoice.')
  readonly invoice: PlannedRead

  @ReadList(() => InvoiceConnection, 'The invoices you may see.')
  readonly invoices: PlannedRead

  @Extensions(asks('Invoice', 'pay'))
  @Extensions(work({ locked: 6 }))
  @Mutation(() => InvoicePayload, {
    description:
      'Pays all that is due of an invoice from the prepaid account of the Organisation it bills. Owners and administrators of that one.',
  })
  async payInvoice(
    @Arg('input', () => PayInvoiceInput) input: PayInvoiceInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<InvoicePayload> {
    return new InvoicePayload(await context.write(info, payInvoice, input))
  }
}

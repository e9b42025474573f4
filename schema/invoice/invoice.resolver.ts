import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { WriteContext } from '../../src/write/write-context'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { InvoiceConnection } from './invoice.connection'
import { Invoice } from './invoice.entity'
import { PayInvoiceInput } from './invoice.inputs'
import { InvoicePayload } from './invoice.payload'
import { payInvoice } from './pay-invoice'

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

import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, ID, Info, Mutation, Query, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { ReadContext } from '../../src/query/read-context'
import type { WriteContext } from '../../src/write/write-context'
import { InvoiceConnection } from './invoice.connection'
import { Invoice } from './invoice.entity'
import { PayInvoiceInput } from './invoice.inputs'
import { InvoicePayload } from './invoice.payload'
import { payInvoice } from './pay-invoice'

@Resolver()
export class InvoiceResolver {
  @Query(() => Invoice, { nullable: true, description: 'One invoice.' })
  invoice(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

  @Query(() => InvoiceConnection, { description: 'The invoices you may see.' })
  invoices(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }

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

import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql'
import type { ReadContext } from '../../src/query/read-context'
import { InvoiceConnection } from './invoice.connection'
import { Invoice } from './invoice.entity'

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
}

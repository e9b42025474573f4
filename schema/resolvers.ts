import { CashbackEntryResolver } from './cashback-entry/cashback-entry.resolver'
import { InvoiceResolver } from './invoice/invoice.resolver'
import { OrderResolver } from './order/order.resolver'
import { OrganisationResolver } from './organisation/organisation.resolver'
import { PartnerResolver } from './partner/partner.resolver'
import { PartnershipResolver } from './partnership/partnership.resolver'
import { PrepaidAccountResolver } from './prepaid-account/prepaid-account.resolver'
import { ProductResolver } from './product/product.resolver'
import { NodeResolver } from './relay/node.resolver'
import { UserResolver } from './user/user.resolver'

/** The root fields, by the classes that answer them. */
export const resolvers = [
  CashbackEntryResolver,
  InvoiceResolver,
  NodeResolver,
  OrderResolver,
  OrganisationResolver,
  PartnerResolver,
  PartnershipResolver,
  PrepaidAccountResolver,
  ProductResolver,
  UserResolver,
] as const

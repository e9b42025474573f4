import { CashbackEntryResolver } from './cashback-entry/cashback-entry.resolver'
import { InvoiceResolver } from './invoice/invoice.resolver'
import { OrderResolver } from './order/order.resolver'
import { OrganisationResolver } from './organisation/organisation.resolver'
import { PartnerResolver } from './partner/partner.resolver'
import { PartnershipResolver } from './partnership/partnership.resolver'
import { PrepaidAccountResolver } from './prepaid-account/prepaid-account.resolver'
import { ProductResolver } from './product/product.resolver'
import { NodeResolver } from './relay/node.resolver'
import {
  SignInPayloadResolver,
  SignOutPayloadResolver,
  ViewerPayloadResolver,
} from './session/payload-viewer.resolver'
import { SessionResolver } from './session/session.resolver'
import { UserResolver } from './user/user.resolver'
import { ViewerResolver } from './viewer/viewer.resolver'

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
  SessionResolver,
  SignInPayloadResolver,
  SignOutPayloadResolver,
  UserResolver,
  ViewerPayloadResolver,
  ViewerResolver,
] as const

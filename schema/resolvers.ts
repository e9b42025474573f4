import { AccessRequestResolver } from './access-request/access-request.resolver'
import { AuditEntryResolver } from './audit/audit-entry.resolver'
import { BreachNoticeResolver } from './breach-notice/breach-notice.resolver'
import { CashbackEntryResolver } from './cashback-entry/cashback-entry.resolver'
import { CredentialsResolver } from './credentials/credentials.resolver'
import { InvoiceResolver } from './invoice/invoice.resolver'
import { IrregularityResolver } from './irregularity/irregularity.resolver'
import { MemberInvitationResolver } from './member-invitation/member-invitation.resolver'
import { MembershipResolver } from './membership/membership.resolver'
import { OrderResolver } from './order/order.resolver'
import { OrganisationResolver } from './organisation/organisation.resolver'
import { PartnerResolver } from './partner/partner.resolver'
import { PartnershipResolver } from './partnership/partnership.resolver'
import { PersonalDataResolver } from './personal-data/personal-data.resolver'
import { PolicyReviewResolver } from './policy-review/policy-review.resolver'
import { PrepaidAccountResolver } from './prepaid-account/prepaid-account.resolver'
import { PriceResolver } from './price/price.resolver'
import { ProductResolver } from './product/product.resolver'
import { RightsResolver } from './product/rights.resolver'
import { NodeResolver } from './relay/node.resolver'
import { ScopeResolver } from './scope/scope.resolver'
import {
  SignInPayloadResolver,
  SignOutPayloadResolver,
  ViewerPayloadResolver,
} from './session/payload-viewer.resolver'
import { SessionResolver } from './session/session.resolver'
import { SignInResolver } from './sign-in/sign-in.resolver'
import { SignUpResolver } from './sign-up/sign-up.resolver'
import { SupportVisitResolver } from './staff/support-visit.resolver'
import { SubProcessorResolver } from './sub-processor/sub-processor.resolver'
import { UserResolver } from './user/user.resolver'
import { ViewerResolver } from './viewer/viewer.resolver'

/** The root fields, by the classes that answer them. */
export const resolvers = [
  AccessRequestResolver,
  BreachNoticeResolver,
  AuditEntryResolver,
  CashbackEntryResolver,
  CredentialsResolver,
  InvoiceResolver,
  IrregularityResolver,
  MemberInvitationResolver,
  MembershipResolver,
  NodeResolver,
  OrderResolver,
  OrganisationResolver,
  PartnerResolver,
  PartnershipResolver,
  PersonalDataResolver,
  PolicyReviewResolver,
  PrepaidAccountResolver,
  PriceResolver,
  ProductResolver,
  RightsResolver,
  ScopeResolver,
  SessionResolver,
  SignInPayloadResolver,
  SignInResolver,
  SignOutPayloadResolver,
  SignUpResolver,
  SubProcessorResolver,
  SupportVisitResolver,
  UserResolver,
  ViewerPayloadResolver,
  ViewerResolver,
] as const

import { AccessRequest } from './access-request/access-request.entity'
import { AuditEntry } from './audit/audit-entry.entity'
import { BreachNotice } from './breach-notice/breach-notice.entity'
import { CashbackEntry } from './cashback-entry/cashback-entry.entity'
import { Contact } from './contact/contact.entity'
import { ApiToken } from './credentials/api-token.entity'
import { ApplicationPassword } from './credentials/application-password.entity'
import { IdempotencyKey } from './idempotency/idempotency-key.entity'
import { CreditNote } from './invoice/credit-note.entity'
import { InvoiceLine } from './invoice/invoice-line.entity'
import { Invoice } from './invoice/invoice.entity'
import { NumberSeriesRow } from './invoice/number-series.entity'
import { Payment } from './invoice/payment.entity'
import { Receipt } from './invoice/receipt.entity'
import { IrregularityMessage } from './irregularity/irregularity-message.entity'
import { IrregularityReport } from './irregularity/irregularity-report.entity'
import { JobLease } from './job/job-lease.entity'
import { MemberInvitationClient } from './member-invitation/member-invitation-client.entity'
import { MemberInvitationProduct } from './member-invitation/member-invitation-product.entity'
import { MemberInvitation } from './member-invitation/member-invitation.entity'
import { ClientGrant } from './membership/client-grant.entity'
import { Membership } from './membership/membership.entity'
import { ProductGrant } from './membership/product-grant.entity'
import { OrderLine } from './order/order-line.entity'
import { Order } from './order/order.entity'
import { BillingAddress } from './organisation/billing-address.entity'
import { Organisation } from './organisation/organisation.entity'
import { PaymentMeans } from './organisation/payment-means.entity'
import { TermsAcceptance } from './organisation/terms-acceptance.entity'
import { VatCheck } from './organisation/vat-check.entity'
import { OutboxMail } from './outbox/outbox-mail.entity'
import { PartnerRate } from './partner/partner-rate.entity'
import { Partner } from './partner/partner.entity'
import { PartnershipEvent } from './partnership/partnership-event.entity'
import { PartnershipGrant } from './partnership/partnership-grant.entity'
import { Partnership } from './partnership/partnership.entity'
import { Movement } from './prepaid-account/movement.entity'
import { PrepaidAccount } from './prepaid-account/prepaid-account.entity'
import { Price } from './price/price.entity'
import { VatRate } from './price/vat-rate.entity'
import { HolderChange } from './product/holder-change.entity'
import { Product } from './product/product.entity'
import { Session } from './session/session.entity'
import { SupportVisit } from './staff/support-visit.entity'
import { SubProcessor } from './sub-processor/sub-processor.entity'
import { PasswordReset } from './sign-in/password-reset.entity'
import { KnownDevice } from './sign-in/known-device.entity'
import { RateLimitRow } from './rate-limit/rate-limit.entity'
import { RecoveryCode } from './sign-in/recovery-code.entity'
import { UsedCode } from './sign-in/used-code.entity'
import { SignUp } from './sign-up/sign-up.entity'
import { User } from './user/user.entity'

/** Every table there is, by its class. */
export const entities = [
  AccessRequest,
  ApiToken,
  ApplicationPassword,
  AuditEntry,
  BillingAddress,
  BreachNotice,
  CashbackEntry,
  ClientGrant,
  Contact,
  CreditNote,
  HolderChange,
  IdempotencyKey,
  Invoice,
  InvoiceLine,
  IrregularityMessage,
  IrregularityReport,
  JobLease,
  KnownDevice,
  MemberInvitation,
  MemberInvitationClient,
  MemberInvitationProduct,
  Membership,
  Movement,
  NumberSeriesRow,
  Order,
  OrderLine,
  Organisation,
  OutboxMail,
  Partner,
  PartnerRate,
  Partnership,
  PartnershipEvent,
  PartnershipGrant,
  PasswordReset,
  Payment,
  PaymentMeans,
  PrepaidAccount,
  Price,
  Product,
  ProductGrant,
  RateLimitRow,
  Receipt,
  RecoveryCode,
  Session,
  SubProcessor,
  SupportVisit,
  SignUp,
  TermsAcceptance,
  UsedCode,
  User,
  VatCheck,
  VatRate,
]

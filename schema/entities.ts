import { AccessRequest } from './access-request/access-request.entity'
import { AuditEntry } from './audit/audit-entry.entity'
import { BreachNotice } from './breach-notice/breach-notice.entity'
import { CashbackEntry } from './cashback-entry/cashback-entry.entity'
import { Contact } from './contact/contact.entity'
import { ApiToken, ApplicationPassword } from './credentials/credentials.entity'
import { IdempotencyKey } from './idempotency/idempotency-key.entity'
import { CreditNote, InvoiceLine } from './invoice/invoice-line.entity'
import { Invoice } from './invoice/invoice.entity'
import { NumberSeriesRow, Payment, Receipt } from './invoice/payment.entity'
import { IrregularityMessage, IrregularityReport } from './irregularity/irregularity.entity'
import { JobLease } from './job/job-lease.entity'
import {
  MemberInvitation,
  MemberInvitationClient,
  MemberInvitationProduct,
} from './member-invitation/member-invitation.entity'
import { ClientGrant, Membership, ProductGrant } from './membership/membership.entity'
import { OrderLine } from './order/order-line.entity'
import { Order } from './order/order.entity'
import { BillingAddress, PaymentMeans, TermsAcceptance } from './organisation/organisation-details.entity'
import { Organisation } from './organisation/organisation.entity'
import { VatCheck } from './organisation/vat-check.entity'
import { OutboxMail } from './outbox/outbox-mail.entity'
import { Partner, PartnerRate } from './partner/partner.entity'
import { Partnership, PartnershipEvent, PartnershipGrant } from './partnership/partnership.entity'
import { Movement, PrepaidAccount } from './prepaid-account/prepaid-account.entity'
import { Price, VatRate } from './price/price.entity'
import { HolderChange } from './product/holder-change.entity'
import { Product } from './product/product.entity'
import { RateLimitRow } from './rate-limit/rate-limit.entity'
import { Session } from './session/session.entity'
import { KnownDevice, PasswordReset, RecoveryCode, UsedCode } from './sign-in/sign-in.entity'
import { SignUp } from './sign-up/sign-up.entity'
import { SupportVisit } from './staff/support-visit.entity'
import { SubProcessor } from './sub-processor/sub-processor.entity'
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

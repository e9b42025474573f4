import { Field, ObjectType, registerEnumType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  OneToMany,
  OneToOne,
  PrimaryGeneratedColumn,
  type Relation,
  VirtualColumn,
} from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { Searched } from '../../src/read/schema/annotations'
import { Address } from '../address/address'
import { BreachNotice, BreachNoticeConnection } from '../breach-notice/breach-notice.entity'
import { choice, country, currency, instant, nullable, optional, text } from '../columns'
import { Invoice, InvoiceConnection } from '../invoice/invoice.entity'
import { ClientGrant, Membership, MembershipConnection } from '../membership/membership.entity'
import { Order, OrderConnection } from '../order/order.entity'
import { Partner } from '../partner/partner.entity'
import { Partnership, PartnershipConnection } from '../partnership/partnership.entity'
import { PrepaidAccount } from '../prepaid-account/prepaid-account.entity'
import { Product, ProductConnection } from '../product/product.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { SupportVisit, SupportVisitConnection } from '../staff/support-visit.entity'
import { BillingAddress, PaymentMeans } from './organisation-details.entity'
import { VatStatus } from './vat-check.entity'

/** What an Organisation is. */
export enum OrganisationKind {
  PRIVATE = 'PRIVATE',
  COMPANY = 'COMPANY',
  ASSOCIATION = 'ASSOCIATION',
}

registerEnumType(OrganisationKind, {
  name: 'OrganisationKind',
  description: 'What an Organisation is.',
  valuesConfig: {
    PRIVATE: { description: 'A private person.' },
    COMPANY: { description: 'A company.' },
    ASSOCIATION: { description: 'An association.' },
  },
})

/** A client account. Services are installed on it, whoever ordered or pays for them. */
@ObjectType({ implements: Node, description: 'A client account: a person, a company or an association.' })
@Entity('organisations')
@Searched(['name', 'legalName'])
@Index('organisations_by_name', ['nameKey', 'id'])
export class Organisation extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => String, nullable('The name it goes by.'))
  @Searchable(text(200))
  name: string

  @Field(() => String, nullable('Where its logo is found.'))
  @Column(optional(text(500)))
  logoUrl: string | null

  @Field(() => OrganisationKind, nullable('A private person, a company or an association.'))
  @Column(choice(OrganisationKind))
  kind: OrganisationKind

  @Field(() => String, nullable('ISO 3166 code of the country it is established in.'))
  @Column(country)
  country: string

  @Field(() => String, nullable('The name under which it concludes contracts.'))
  @Searchable(text(200))
  legalName: string

  @Field(() => Address, nullable('Where it is written to.'))
  @Column(() => Address, { prefix: 'address' })
  postalAddress: Address

  @Field(() => String, nullable('The telephone number for questions about the account.'))
  @Column(optional(text(40)))
  phone: string | null

  @Field(() => String, nullable('The currency of its prices and invoices: CHF or EUR, by postal address.'))
  @Column(currency)
  currency: string

  @Field(() => String, nullable('Its EU VAT number, without spaces.'))
  @Column(optional(text(20)))
  vatNumber: string | null

  @Field(() => VatStatus, nullable('Whether the VAT number may be relied upon.'))
  @Column(choice(VatStatus))
  vatStatus: VatStatus

  @Column(instant)
  createdAt: Date

  @Field(() => [BillingAddress], nullable('The addresses its invoices can be sent to.'))
  @OneToMany(() => BillingAddress, (address) => address.organisation)
  billingAddresses: BillingAddress[]

  @Field(() => MembershipConnection, nullable('Who belongs to it, in which role.'))
  @OneToMany(() => Membership, (membership) => membership.organisation)
  memberships: Membership[]

  @Field(() => PartnershipConnection, nullable('The mandates it has given to Partners.'))
  @OneToMany(() => Partnership, (partnership) => partnership.client)
  partnerships: Partnership[]

  @Field(() => ProductConnection, nullable('The services installed on it.'))
  @OneToMany(() => Product, (product) => product.organisation)
  products: Product[]

  @Field(() => OrderConnection, nullable('The orders placed for it, by whomever.'))
  @OneToMany(() => Order, (order) => order.placedFor)
  orders: Order[]

  @Field(() => InvoiceConnection, nullable('The invoices billed to it.'))
  @OneToMany(() => Invoice, (invoice) => invoice.billedOrganisation)
  invoices: Invoice[]

  @Field(() => InvoiceConnection, nullable('The invoices for services installed on it, whoever is billed.'))
  @OneToMany(() => Invoice, (invoice) => invoice.client)
  serviceInvoices: Invoice[]

  @Field(() => PrepaidAccount, nullable('Its wallet, if it opened one.'))
  @OneToOne(() => PrepaidAccount, (account) => account.organisation)
  prepaidAccount: Relation<PrepaidAccount> | null

  @Field(() => [PaymentMeans], nullable('How it can pay.'))
  @OneToMany(() => PaymentMeans, (means) => means.organisation)
  paymentMeans: PaymentMeans[]

  @Field(() => Partner, nullable('Its entry in the Partner directory, if it is a Partner.'))
  @OneToOne(() => Partner, (partner) => partner.organisation)
  partner: Relation<Partner> | null

  @Field(() => SupportVisitConnection, nullable('When the provider’s support looked at it, and why.'))
  @OneToMany(() => SupportVisit, (visit) => visit.organisation)
  supportVisits: SupportVisit[]

  @Field(() => BreachNoticeConnection, nullable('The notices of breaches that concern its data.'))
  @OneToMany(() => BreachNotice, (notice) => notice.organisation)
  breachNotices: BreachNotice[]

  @Field(
    () => String,
    nullable('Where the certificate of data processing is found, from the root of this server.'),
  )
  @VirtualColumn({
    type: 'varchar',
    query: (alias) =>
      `SELECT CONCAT('/downloads/organisations/', ${alias}.id, '/processing-certificate.pdf')`,
  })
  processingCertificateUrl: string

  /** Who of a Partner's people was given this client. */
  @OneToMany(() => ClientGrant, (grant) => grant.client)
  clientGrants: ClientGrant[]

  /** The products whose renewals it pays, wherever they are installed. */
  @OneToMany(() => Product, (product) => product.payer)
  paidProducts: Product[]

  /** The orders its people placed, for itself or for a client. */
  @OneToMany(() => Order, (order) => order.organisation)
  placedOrders: Order[]
}

export const OrganisationConnection = Connection(() => Organisation, 'Organisation')

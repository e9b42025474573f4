import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { Searched } from '../../src/read/schema/annotations'
import { choice, digest, instant, longText, nullable, optional, text } from '../columns'
import { Partner } from '../partner/partner.entity'
import { PaymentMode } from '../partnership/partnership-terms'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

export enum ClientProposalStatus {
  PENDING = 'PENDING',
  CONFIRMED = 'CONFIRMED',
  REFUSED = 'REFUSED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(ClientProposalStatus, {
  name: 'ClientProposalStatus',
  description: 'The status of a client that a Partner brings. All but the first are final.',
  valuesConfig: {
    PENDING: { description: 'Sent to the customer, who has not answered yet.' },
    CONFIRMED: { description: 'The customer owns the Organisation, and the mandate is in force.' },
    REFUSED: { description: 'The customer does not want it.' },
    CANCELLED: { description: 'Taken back by the Partner.' },
    EXPIRED: { description: 'Nobody answered in time.' },
  },
})

/**
 * An Organisation that a Partner has prepared for a customer, with the mandate offered. There is no Organisation before the
 * customer confirms. INVARIANT: nothing here shows whether the address has an account.
 */
@ObjectType({ implements: Node, description: 'A client that a Partner brings, and that confirms by mail.' })
@Entity('client_proposals')
@Searched(['legalName', 'email'])
@Unique('client_proposals_token', ['tokenHash'])
@Index('client_proposals_by_partner', ['partner', 'status', 'id'])
@Index('client_proposals_by_proposer', ['proposedBy'])
@Index('client_proposals_by_answerer', ['answeredBy'])
@Index('client_proposals_by_expiry', ['status', 'expiresAt'])
export class ClientProposal extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Partner, nullable('The Partner that brings the client.'))
  @ManyToOne(() => Partner, { nullable: false })
  partner: Relation<Partner>

  /** INVARIANT: in its canonical form, as addresses of users are. */
  @Field(() => String, nullable('The address of the customer, as the Partner wrote it.'))
  @Searchable(text(254))
  email: string

  @Field(() => String, nullable('The legal name of the client, as the Partner wrote it.'))
  @Searchable(text(200))
  legalName: string

  /** JSON of the Organisation to open, checked already. */
  @Column(longText)
  organisation: string

  @Field(() => PaymentMode, nullable('Who would settle the orders of the Partner. The access is full.'))
  @Column(choice(PaymentMode))
  paymentMode: PaymentMode

  @Field(() => ClientProposalStatus, nullable('Its status.'))
  @Column(choice(ClientProposalStatus))
  status: ClientProposalStatus

  @Field(() => User, nullable('Who of the Partner brings the client.'))
  @ManyToOne(() => User, { nullable: false })
  proposedBy: Relation<User>

  @Field(() => DateTimeScalar, nullable('When it was made.'))
  @Column(instant)
  proposedAt: Date

  @Field(() => DateTimeScalar, nullable('Until when the customer can answer.'))
  @Column(instant)
  expiresAt: Date

  @Field(() => DateTimeScalar, nullable('When it was answered, taken back or expired.'))
  @Column(optional(instant))
  closedAt: Date | null

  /** Who answered, whose address `email` was then known to be. Never shown. */
  @ManyToOne(() => User, { nullable: true })
  answeredBy: Relation<User> | null

  @Column(optional(digest))
  tokenHash: string | null
}

export const ClientProposalConnection = Connection(() => ClientProposal, 'ClientProposal')

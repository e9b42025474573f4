import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { type LinkQuery } from '../../src/write/custom-query'
import { type Transaction } from '../../src/write/transaction'
import { digest } from '../columns'
import { ProductCategory } from '../product/product-status'
import { DateTimeScalar } from '../scalars'
import { PartnershipAccess, PartnershipStatus, PaymentMode } from './partnership-terms'
import { Partnership } from './partnership.entity'

/**
 * The link of an invitation that no longer works. INVARIANT: a digest here gives no right to answer; it only says to
 * whoever holds the link how the invitation ended.
 */
@Entity('spent_invitation_links')
@Unique('spent_invitation_links_token', ['tokenHash'])
@Index('spent_invitation_links_of_partnership', ['partnership'])
export class SpentInvitationLink {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Partnership, { nullable: false })
  partnership: Relation<Partnership>

  @Column(digest)
  tokenHash: string
}

/** Remembers that the link of an invitation no longer works. Call it before the partnership loses the digest. */
export async function spendLink({ manager }: Pick<Transaction, 'manager'>, key: number): Promise<void> {
  await manager.query(
    'INSERT INTO spent_invitation_links (partnership_id, token_hash) ' +
      'SELECT id, token_hash FROM partnerships WHERE id = ? AND token_hash IS NOT NULL',
    [key],
  )
}

/** The state of an invitation, as its link reports it. */
enum InvitationLinkState {
  OPEN = 'OPEN',
  USED = 'USED',
  REPLACED = 'REPLACED',
  EXPIRED = 'EXPIRED',
  WITHDRAWN = 'WITHDRAWN',
}

registerEnumType(InvitationLinkState, {
  name: 'InvitationLinkState',
  description: 'Whether the link of an invitation still works, and why not.',
  valuesConfig: {
    OPEN: { description: 'It waits for an answer.' },
    USED: { description: 'It has been answered.' },
    REPLACED: { description: 'It was sent again; the newer link works.' },
    EXPIRED: { description: 'Nobody answered in time.' },
    WITHDRAWN: { description: 'The client has taken it back.' },
  },
})

@ObjectType({ description: 'How many products of a category an invitation covers.' })
class InvitedProducts {
  @Field(() => ProductCategory, { description: 'The kind of service.' })
  category: ProductCategory

  @Field(() => Int, { description: 'How many products that have not ended.' })
  count: number
}

/**
 * Whoever has the link got the mail. While it is open it shows what an invited Partner sees; afterwards what a Partner
 * keeps of an invitation: who invited whom, and how it ended.
 */
@ObjectType({ description: 'An invitation of a Partner, for whoever has its link.' })
export class InvitationByLink {
  @Field(() => InvitationLinkState, { description: 'Whether it can be answered, and why not.' })
  state: InvitationLinkState

  @Field(() => String, { description: 'Which client invites.' })
  clientName: string

  @Field(() => String, { description: 'Which Partner is invited.' })
  partnerName: string

  @Field(() => String, { nullable: true, description: 'Who sent the invitation; null once it is closed.' })
  inviterName: string | null

  @Field(() => PartnershipAccess, {
    nullable: true,
    description: 'Single products or the whole client; null once it is closed.',
  })
  access: PartnershipAccess | null

  @Field(() => PaymentMode, {
    nullable: true,
    description: 'Who would settle what the Partner orders, limited access included; null once it is closed.',
  })
  payer: PaymentMode | null

  @Field(() => [InvitedProducts], {
    nullable: true,
    description: 'What it covers, by category, without names; null once it is closed.',
  })
  products: InvitedProducts[] | null

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when you may answer; null once it is closed.',
  })
  expiresAt: Date | null
}

type Tx = Pick<Transaction, 'manager' | 'now' | 'digestOf'>

/** What the page behind the link of an invitation shows. Reading never uses the link. */
export const invitationOfLink: LinkQuery<{ readonly token: string }, InvitationByLink> = {
  name: 'invitationOfLink',
  find: async (tx, { token }) => {
    const tokenHash = tx.digestOf(token)
    const relations = { partner: true, invitedBy: true }
    const current = await tx.manager.findOne(Partnership, { where: { tokenHash }, relations })
    if (current !== null) return shown(tx, current, stateOfCurrent(tx, current))
    const spent = await tx.manager.findOne(SpentInvitationLink, {
      where: { tokenHash },
      relations: { partnership: relations },
    })
    return spent === null ? null : shown(tx, spent.partnership, stateOfSpent[spent.partnership.status])
  },
}

function stateOfCurrent({ now }: Tx, { expiresAt }: Partnership): InvitationLinkState {
  const isLate = expiresAt !== null && expiresAt <= now
  return isLate ? InvitationLinkState.EXPIRED : InvitationLinkState.OPEN
}

const stateOfSpent: Readonly<Record<PartnershipStatus, InvitationLinkState>> = {
  [PartnershipStatus.PENDING]: InvitationLinkState.REPLACED,
  [PartnershipStatus.ACTIVE]: InvitationLinkState.USED,
  [PartnershipStatus.REFUSED]: InvitationLinkState.USED,
  [PartnershipStatus.CANCELLED]: InvitationLinkState.WITHDRAWN,
  [PartnershipStatus.EXPIRED]: InvitationLinkState.EXPIRED,
  [PartnershipStatus.ENDED]: InvitationLinkState.USED,
}

async function shown(tx: Tx, offer: Partnership, state: InvitationLinkState): Promise<InvitationByLink> {
  const names = { state, clientName: offer.clientName, partnerName: offer.partner.displayName }
  const nothing = { inviterName: null, access: null, payer: null, products: null, expiresAt: null }
  if (state !== InvitationLinkState.OPEN) return Object.assign(new InvitationByLink(), names, nothing)
  return Object.assign(new InvitationByLink(), names, {
    inviterName: offer.invitedBy?.name ?? null,
    access: offer.partnerAccess,
    payer: offer.paymentMode ?? PaymentMode.CLIENT_PAYS,
    products: await productsOf(tx, offer),
    expiresAt: offer.expiresAt,
  })
}

/** WHY only counts: before it accepts, a Partner sees how many products it would get, and none of them. */
async function productsOf({ manager }: Tx, { id, partnerAccess }: Partnership): Promise<InvitedProducts[]> {
  const source =
    partnerAccess === PartnershipAccess.FULL
      ? 'partnerships s JOIN products p ON p.organisation_id = s.client_id WHERE s.id = ?'
      : 'partnership_grants s JOIN products p ON p.id = s.product_id WHERE s.partnership_id = ?'
  const rows = await manager.query<
    readonly { readonly category: ProductCategory; readonly many: number | string }[]
  >(
    `SELECT p.category, COUNT(*) AS many FROM ${source} AND p.status <> 'ENDED' ` +
      'GROUP BY p.category ORDER BY p.category',
    [id],
  )
  return rows.map(({ category, many }) =>
    Object.assign(new InvitedProducts(), { category, count: Number(many) }),
  )
}

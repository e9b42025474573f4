import { z } from 'zod'
import { type MailData, type MailName } from '../mail-data'
import { type Transaction } from '../../src/write/transaction'
import { recordChange } from '../change/record-change'
import { peopleToTell } from '../membership/remove-member'
import { Role } from '../membership/role'
import { type StoredRow } from '../personal-data/kept-of-person'
import { type PartnershipEventKind, type PartnershipTerms } from './partnership-terms'
import { changeOf } from './partnership.changes'
import { type MandateTerms } from './terms'
import { Partnership, PartnershipEvent } from './partnership.entity'

/** What happened to a partnership, for its history. */
interface Happening {
  readonly partnership: number
  readonly client: number
  readonly kind: PartnershipEventKind
  /** Nobody, where time did it. */
  readonly by: number | null
  /** None before the offer. */
  readonly before: MandateTerms | null
  /** None once it is over. */
  readonly after: MandateTerms | null
}

/** Writes the history of the partnership and the audit entry of the change. */
export async function noteEvent(tx: Transaction, happening: Happening): Promise<void> {
  const { partnership, client, kind, by, before, after } = happening
  await tx.manager.insert(PartnershipEvent, {
    partnership: { id: partnership },
    kind,
    at: tx.now,
    byUser: by === null ? null : { id: by },
    before: noted(before),
    after: noted(after),
  })
  await tx.audit({
    action: `partnership ${kind.toLowerCase().replaceAll('_', ' ')}`,
    subject: { type: 'Partnership', key: partnership },
    organisation: client,
    detail: { before, after },
  })
  const change = changeOf(kind, { before, after })
  if (change === undefined) return
  const { partner } = await tx.manager.findOneOrFail(Partnership, {
    where: { id: partnership },
    relations: { partner: true },
  })
  await recordChange(tx, {
    kind: change,
    about: { partnership },
    organisation: client,
    counterpart: partner.id,
  })
}

function noted(terms: MandateTerms | null): Pick<PartnershipTerms, keyof PartnershipTerms> {
  return {
    access: terms?.access ?? null,
    paymentMode: terms !== null && 'paymentMode' in terms ? terms.paymentMode : null,
    productCount: terms !== null && 'products' in terms ? terms.products.length : null,
  }
}

/** The same time of day in UTC, so many days later. */
export function sameTimeAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * 86_400_000)
}

/** Mails the owners of the client what happened to a mandate, each in their language. */
export async function notifyClient<Name extends MailName>(
  tx: Transaction,
  partnership: number,
  { template, data }: News<Name>,
): Promise<void> {
  const { client, partner } = await tx.manager.findOneOrFail(Partnership, {
    where: { id: partnership },
    relations: { client: true, partner: true },
  })
  // WHY not the name the partnership keeps: where the Partner has asked, that is what the Partner wrote.
  const names = { client: client.name, partner: partner.displayName }
  for (const { email, locale } of await peopleToTell(tx, client.id, [Role.OWNER])) {
    await tx.mail({ to: email, template, locale, data: data(names) })
  }
}

/** A mail about a mandate. */
interface News<Name extends MailName> {
  readonly template: Name
  readonly data: (names: { readonly client: string; readonly partner: string }) => MailData<Name>
}

/** Mails the owners and administrators of the Partner what happened to a mandate, each in their language. */
export async function notifyPartner<Name extends MailName>(
  tx: Transaction,
  partnership: number,
  { template, data }: News<Name>,
): Promise<void> {
  const { partner, clientName } = await tx.manager.findOneOrFail(Partnership, {
    where: { id: partnership },
    relations: { partner: true },
  })
  const people = await peopleToTell(tx, partner.id, [Role.OWNER, Role.ADMINISTRATOR])
  for (const { email, locale } of people) {
    await tx.mail({
      to: email,
      template,
      locale,
      data: data({ client: clientName, partner: partner.displayName }),
    })
  }
}

/** For the export of personal data: what the person did in the history of a mandate, of what may be seen of it. */
export function eventsBy(row: StoredRow, user: string): readonly unknown[] {
  const { id, history } = historyAnswer.parse(row)
  return (history ?? [])
    .filter(({ byUser }) => byUser?.id === user)
    .map(({ byUser: _me, ...event }) => ({ partnership: id, ...event }))
}

const historyAnswer = z.object({
  id: z.string(),
  history: z.array(z.looseObject({ byUser: z.object({ id: z.string() }).nullable() })).nullable(),
})

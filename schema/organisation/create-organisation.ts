import { globalId } from '../../src/read/cursor'
import { type Operation } from '../../src/write/operation'
import { type Transaction } from '../../src/write/transaction'
import { addressOf, countryOf } from '../address/address'
import { lineOf, phoneOf } from '../contact/contact-texts'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'
import { sessionOf } from '../sign-in/session-of'
import { refuse } from '../user-error/user-error'
import { TERMS_VERSION, TermsAcceptance } from './organisation-details.entity'
import { Organisation } from './organisation.entity'
import { type CreateOrganisationInput, type NewOrganisationInput } from './organisation.resolver'
import { askRegister, type Details, vatAfter, type VatDetails } from './update-organisation'
import { VatStatus } from './vat-check.entity'

/** Whoever is signed in opens another Organisation, as its owner. A session that acted nowhere acts there from now on. */
export const createOrganisation: Operation<CreateOrganisationInput> = {
  name: 'createOrganisation',
  by: 'signed in',
  // WHY: whoever acted nowhere acts in the new Organisation when they ask again.
  keyOf: 'user',
  run: async (tx, input) => {
    const { user, session } = await sessionOf(tx)
    if (!input.termsAccepted) throw refuse('BAD_USER_INPUT', 'TERMS_NEEDED', { field: 'termsAccepted' })
    const wanted = newOrganisationOf(input.organisation, 'organisation')
    await tx.admitOrganisation()
    const { organisation, membership } = await openOrganisation(tx, user.id, wanted)
    await tx.manager.query(
      'UPDATE sessions SET organisation_id = ? WHERE id = ? AND organisation_id IS NULL',
      [organisation, session],
    )
    return {
      organisationId: globalId('Organisation', organisation),
      membership: { type: 'Membership', key: membership },
    }
  },
}

/** An Organisation that is to be opened: as it is stored, as plain data. */
export type NewOrganisation = Details & VatDetails

/** What is opened, from what was typed; nothing is looked up. `field` is where the input has it. @throws Refusal */
export function newOrganisationOf(input: NewOrganisationInput, field: string): NewOrganisation {
  const postalAddress = addressOf(input.postalAddress, `${field}.postalAddress`)
  const country = countryOf(input.country, `${field}.country`)
  const legalName = lineOf(input.legalName, { field: `${field}.legalName`, most: 200 })
  const subject = { kind: input.kind, country, field: `${field}.vatNumber` }
  const none = { vatNumber: null, vatStatus: VatStatus.NOT_APPLICABLE }
  return {
    name: input.name ? lineOf(input.name, { field: `${field}.name`, most: 200 }) : legalName,
    legalName,
    kind: input.kind,
    country,
    postalAddress,
    phone: phoneOf(input.phone, `${field}.phone`),
    currency: currencyOf(postalAddress.country),
    ...vatAfter(none, input.vatNumber ?? undefined, subject),
  }
}

/** What was opened. */
interface Opened {
  readonly organisation: number
  readonly membership: number
}

/** Opens an Organisation for a User, who is its owner and has accepted the terms for it. */
export async function openOrganisation(
  tx: Transaction,
  owner: number,
  opened: NewOrganisation,
): Promise<Opened> {
  const { identifiers } = await tx.manager.insert(Organisation, { ...opened, createdAt: tx.now })
  const organisation = Number(identifiers[0]?.['id'])
  const { identifiers: members } = await tx.manager.insert(Membership, {
    user: { id: owner },
    organisation: { id: organisation },
    role: Role.OWNER,
    accounting: false,
    createdAt: tx.now,
  })
  await tx.manager.insert(TermsAcceptance, {
    organisation: { id: organisation },
    user: { id: owner },
    version: TERMS_VERSION,
    acceptedAt: tx.now,
  })
  await askRegister(tx, organisation, opened.vatNumber)
  await tx.audit({
    action: 'organisation opened',
    subject: { type: 'Organisation', key: organisation },
    organisation,
    detail: { kind: opened.kind, country: opened.country },
  })
  return { organisation, membership: Number(members[0]?.['id']) }
}

/** What is paid in at a postal address. */
export function currencyOf(country: string | null): 'CHF' | 'EUR' {
  return country === 'CH' || country === 'LI' ? 'CHF' : 'EUR'
}

/**
 * @throws Refusal where something of the Organisation is in another currency and cannot follow: its wallet, products
 * that run, what is owed and what a Partner is yet to be credited.
 */
export async function refuseCurrencyInUse(
  { manager }: Pick<Transaction, 'manager'>,
  organisation: number,
  currency: string,
): Promise<void> {
  const found = await manager.query<readonly object[]>(IN_OTHER_CURRENCY, [
    ...[organisation, currency],
    ...[organisation, organisation, currency],
    ...[organisation, currency],
    ...[organisation, currency],
    ...[organisation, currency],
  ])
  if (found.length > 0) {
    throw refuse('CONFLICT', 'CURRENCY_IN_USE', { field: 'postalAddress.country', facts: { currency } })
  }
}

const IN_OTHER_CURRENCY = `
  SELECT 1 AS used FROM prepaid_accounts WHERE organisation_id = ? AND currency <> ?
  UNION ALL SELECT 1 FROM products
    WHERE (organisation_id = ? OR payer_id = ?) AND currency <> ? AND status <> 'ENDED'
  UNION ALL SELECT 1 FROM invoices
    WHERE billed_organisation_id = ? AND currency <> ? AND status IN ('OPEN', 'OVERDUE')
  UNION ALL SELECT 1 FROM orders
    WHERE payer_id = ? AND currency <> ? AND status IN ('PLACED', 'CONFIRMED')
  UNION ALL SELECT 1 FROM cashback_entries
    WHERE partner_id = ? AND currency <> ? AND status = 'PENDING'
  LIMIT 1`

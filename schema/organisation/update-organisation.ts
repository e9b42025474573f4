import { parseGlobalId } from '../../src/read/cursor'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { addressOf, countryOf } from '../address/address'
import { lineOf, phoneOf } from '../contact/contact-texts'
import { refuse } from '../user-error/user-error'
import { checkVatNumber, type VatSubject } from '../vat/check-vat-number'
import { vatStatusAfter } from '../vat/vat-rules'
import { currencyOf, refuseCurrencyInUse } from './create-organisation'
import { BillingAddress, TERMS_VERSION, TermsAcceptance } from './organisation-details.entity'
import { Organisation } from './organisation.entity'
import { type BillingAddressInput, type UpdateOrganisationInput } from './organisation.resolver'
import { VatCheck, VatStatus } from './vat-check.entity'

/**
 * Changes what an Organisation says of itself. What is said of VAT and billing takes the terms, each time. A new VAT
 * number is unverified, and charged VAT, until the register has confirmed it.
 */
export const updateOrganisation: Operation<UpdateOrganisationInput> = {
  name: 'updateOrganisation',
  by: 'signed in',
  run: async (tx, input) => {
    const key = await tx.target('Organisation', input.organisationId, 'organisationId')
    await tx.authorise('update', 'Organisation', key)
    if (input.vatNumber !== undefined || input.billingAddresses !== undefined) {
      await acceptTerms(tx, key, input.termsAccepted)
    }
    const before = await tx.manager.findOneByOrFail(Organisation, { id: key })
    const changed = [...(await changeDetails(tx, before, input)), ...(await changeBilling(tx, key, input))]
    if (changed.length === 0) throw refuse('CONFLICT', 'UNCHANGED')
    await tx.audit({
      action: 'organisation changed',
      subject: { type: 'Organisation', key },
      organisation: key,
      detail: { changed },
    })
    return { organisation: { type: 'Organisation', key } }
  },
}

/** The names of the columns that changed. */
async function changeDetails(
  tx: ActingTransaction,
  before: Organisation,
  input: UpdateOrganisationInput,
): Promise<readonly string[]> {
  const details = detailsAfter(before, input)
  const { id, vatNumber, vatStatus, currency } = before
  const vat = vatAfter({ vatNumber, vatStatus }, input.vatNumber, details)
  if (details.currency !== currency) await refuseCurrencyInUse(tx, id, details.currency)
  const after = { ...details, ...vat }
  const names = (Object.keys(after) as (keyof typeof after)[]).filter(
    (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
  )
  const asked = typeof input.vatNumber === 'string' && vat.vatStatus === VatStatus.UNVERIFIED
  if (names.length > 0) await tx.manager.update(Organisation, id, after)
  if (asked || names.includes('vatNumber')) await askRegister(tx, id, vat.vatNumber)
  return names
}

async function changeBilling(
  tx: ActingTransaction,
  key: number,
  { billingAddresses }: UpdateOrganisationInput,
): Promise<readonly string[]> {
  if (billingAddresses === undefined) return []
  if (billingAddresses === null) throw refuse('BAD_USER_INPUT', 'EMPTY', { field: 'billingAddresses' })
  return (await replaceBillingAddresses(tx, key, billingAddresses)) ? ['billingAddresses'] : []
}

/** What an Organisation says of itself, without VAT and billing. */
export type Details = Pick<
  Organisation,
  'name' | 'legalName' | 'kind' | 'country' | 'postalAddress' | 'phone' | 'currency'
>

/** The details after a change. What is left out stays; only the telephone number can be cleared. @throws Refusal */
function detailsAfter(before: Organisation, input: UpdateOrganisationInput): Details {
  const { name, legalName, kind, country, postalAddress: address, phone } = input
  const postalAddress = taken({ field: 'postalAddress', given: address }, before.postalAddress, addressOf)
  return {
    name: taken({ field: 'name', given: name }, before.name, nameOf),
    legalName: taken({ field: 'legalName', given: legalName }, before.legalName, nameOf),
    kind: taken({ field: 'kind', given: kind }, before.kind, (one) => one),
    country: taken({ field: 'country', given: country }, before.country, countryOf),
    postalAddress,
    phone: phone === undefined ? before.phone : phoneOf(phone, 'phone'),
    // WHY only then: an account opened before this rule keeps its currency until somebody gives another address.
    currency: address === undefined ? before.currency : currencyOf(postalAddress.country),
  }
}

interface Said<Given> {
  readonly field: string
  readonly given: Given | null | undefined
}

/** What is kept after an input: nothing said, nothing changed. */
function taken<Given, Kept>(
  { field, given }: Said<Given>,
  before: Kept,
  read: (given: Given, field: string) => Kept,
): Kept {
  if (given === undefined) return before
  if (given === null) throw refuse('BAD_USER_INPUT', 'EMPTY', { field })
  return read(given, field)
}

function nameOf(given: string, field: string): string {
  return lineOf(given, { field, most: 200 })
}

/** Notes who accepted the terms for this change, and when. @throws Refusal where they were not accepted. */
async function acceptTerms(
  tx: ActingTransaction,
  organisation: number,
  accepted: boolean | null | undefined,
): Promise<void> {
  if (accepted !== true) throw refuse('BAD_USER_INPUT', 'TERMS_NOT_ACCEPTED', { field: 'termsAccepted' })
  await tx.manager.insert(TermsAcceptance, {
    organisation: { id: organisation },
    user: { id: tx.principal.user?.id ?? 0 },
    version: TERMS_VERSION,
    acceptedAt: tx.now,
  })
}

const MOST = 50
const FIELD = 'billingAddresses'

/**
 * Makes these the billing addresses of an Organisation, all of them or none: kept ones changed, new ones added, the
 * others removed. Whether anything changed.
 */
async function replaceBillingAddresses(
  { manager }: Pick<Transaction, 'manager'>,
  organisation: number,
  given: readonly BillingAddressInput[],
): Promise<boolean> {
  if (given.length > MOST) {
    throw refuse('BAD_USER_INPUT', 'TOO_MANY_ADDRESSES', { field: FIELD, facts: { most: MOST } })
  }
  const known = await manager.findBy(BillingAddress, { organisation: { id: organisation } })
  const wanted = given.map((one, place) => wantedAddress(one, place, known))
  const kept = wanted.flatMap(({ id }) => (id === undefined ? [] : [id]))
  if (new Set(kept).size < kept.length) throw refuse('BAD_USER_INPUT', 'SAME_ADDRESS_TWICE', { field: FIELD })
  if (wanted.length > 0 && wanted.filter(({ isDefault }) => isDefault).length !== 1) {
    throw refuse('BAD_USER_INPUT', 'ONE_DEFAULT_ADDRESS', { field: FIELD })
  }
  const removed = known.filter(({ id }) => !kept.includes(id))
  const written = wanted.filter((one) => !known.some((old) => isSame(old, one)))
  for (const { id } of removed) await manager.delete(BillingAddress, id)
  for (const one of written)
    await manager.save(BillingAddress, { ...one, organisation: { id: organisation } })
  return removed.length + written.length > 0
}

type WantedAddress = Pick<BillingAddress, 'label' | 'recipient' | 'address' | 'isDefault'> & {
  readonly id?: number
}

function wantedAddress(
  { id, label, recipient, address, isDefault }: BillingAddressInput,
  place: number,
  known: readonly BillingAddress[],
): WantedAddress {
  const at = `${FIELD}.${place}`
  return {
    ...(id === null || id === undefined ? {} : { id: keyOf(id, `${at}.id`, known) }),
    label: lineOf(label, { field: `${at}.label`, most: 120 }),
    recipient: lineOf(recipient, { field: `${at}.recipient`, most: 200 }),
    address: addressOf(address, `${at}.address`),
    isDefault,
  }
}

/** INVARIANT: an address of somebody else is not found, like one that does not exist. */
function keyOf(id: string, field: string, known: readonly BillingAddress[]): number {
  const parsed = parseGlobalId(id)
  const found = known.find((one) => parsed?.type === 'BillingAddress' && one.id === parsed.key)
  if (found === undefined) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field })
  return found.id
}

function isSame(old: BillingAddress, { id, label, recipient, address, isDefault }: WantedAddress): boolean {
  return (
    old.id === id &&
    old.label === label &&
    old.recipient === recipient &&
    old.isDefault === isDefault &&
    old.address.street === address.street &&
    old.address.postalCode === address.postalCode &&
    old.address.city === address.city &&
    old.address.country === address.country
  )
}

/** What an Organisation has of VAT. */
export interface VatDetails {
  readonly vatNumber: string | null
  readonly vatStatus: VatStatus
}

/**
 * What it has after a change of its details; `given` undefined: nothing was said of the number. A number confirmed
 * before stays so if it is given again. One that cannot be of such an Organisation any more goes.
 * @throws Refusal for a number that cannot be one.
 */
export function vatAfter(
  before: VatDetails,
  given: string | null | undefined,
  subject: VatSubject & { readonly field?: string },
): VatDetails {
  const none = { vatNumber: null, vatStatus: VatStatus[vatStatusAfter(before.vatStatus, 'REMOVED')] }
  if (given === null) return none
  if (given === undefined) return stillFits(before, subject) ? before : none
  const checked = checkVatNumber(given, subject)
  if (!checked.ok)
    throw refuse('BAD_USER_INPUT', `VAT_NUMBER_${checked.problem}`, { field: subject.field ?? 'vatNumber' })
  const { text: vatNumber } = checked.vatNumber
  if (vatNumber === before.vatNumber && before.vatStatus === VatStatus.VALID) return before
  return { vatNumber, vatStatus: VatStatus[vatStatusAfter(before.vatStatus, 'GIVEN')] }
}

/** WHY not those to which no status applies: a Swiss company may keep its own number; it steers nothing. */
function stillFits({ vatNumber, vatStatus }: VatDetails, subject: VatSubject): boolean {
  if (vatNumber === null || vatStatus === VatStatus.NOT_APPLICABLE) return true
  return checkVatNumber(vatNumber, subject).ok
}

/**
 * Has the register asked about a VAT number, after this transaction and outside of it; with none, nothing is asked
 * any more.
 */
export async function askRegister(
  { manager, now }: Pick<Transaction, 'manager' | 'now'>,
  organisation: number,
  vatNumber: string | null,
): Promise<void> {
  await manager.delete(VatCheck, { organisation: { id: organisation } })
  if (vatNumber === null) return
  await manager.insert(VatCheck, { organisation: { id: organisation }, dueAt: now, attempts: 0 })
}

import { parseGlobalId } from '../../src/query/global-id'
import type { Transaction } from '../../src/write/transaction'
import { addressOf } from '../address/address-of'
import { lineOf } from '../contact/line-of'
import { refuse } from '../user-error/refuse'
import { BillingAddress } from './billing-address.entity'
import type { BillingAddressInput } from './organisation.inputs'

const MOST = 50
const FIELD = 'billingAddresses'

/**
 * Makes these the billing addresses of an Organisation, all of them or none: kept ones changed, new ones added, the
 * others removed. Whether anything changed.
 */
export async function replaceBillingAddresses(
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

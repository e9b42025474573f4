import { domainToASCII } from 'node:url'
import { type Transaction } from '../../src/write/transaction'
import { Contact } from '../contact/contact.entity'
import { Organisation } from '../organisation/organisation.entity'
import { refuse } from '../user-error/user-error'
import { dayOfMonth, yearsAfter } from './product-days'
import { type ProductCategory, statusUntil } from './product-status'
import { Product } from './product.entity'

/** The Organisation of new products, the payer of their renewals and its currency, and the Partner that manages them. */
interface Installation {
  readonly organisation: number
  readonly payer: number
  readonly currency: string
  readonly managedBy: number
  /** In whose name they stand. */
  readonly holder: number
}

interface NewProduct {
  readonly category: ProductCategory
  readonly name: string
  readonly years: number
  readonly autoRenew: boolean
  /** The price of one year, in minor units. */
  readonly publicYear: number
  readonly resellerYear: number | null
}

/**
 * Installs products that run from today, and returns their ids in the order given. The database refuses a domain name that
 * is registered already, so that one of two parallel requests fails.
 * INVARIANT: the caller has locked the Organisation, so its newest products are these.
 */
export async function installProducts(
  { manager, today, now }: Transaction,
  { organisation, payer, currency, managedBy, holder }: Installation,
  products: readonly NewProduct[],
): Promise<readonly number[]> {
  const rows = products.map(({ category, name, years, autoRenew, publicYear, resellerYear }) => {
    const expiresOn = yearsAfter(today, years)
    return {
      organisation: { id: organisation },
      category,
      name,
      status: statusUntil(expiresOn, today),
      expiresOn,
      anchorDay: dayOfMonth(today),
      autoRenew,
      payer: { id: payer },
      publicPrice: publicYear,
      resellerPrice: resellerYear,
      currency,
      holder: { id: holder },
      managedBy: { id: managedBy },
      createdAt: now,
    }
  })
  await manager.insert(Product, rows)
  // WHY a query: the server returns the first id only, and a cluster leaves gaps between ids.
  const newest = await manager.query<readonly { readonly id: number }[]>(
    `SELECT id FROM products WHERE organisation_id = ? ORDER BY id DESC LIMIT ${rows.length}`,
    [organisation],
  )
  return newest.map(({ id }) => id).reverse()
}

/**
 * The record of an Organisation in whose name a product stands where nobody else was named, as it is today.
 * WHY without an e-mail address: its owners of the day answer for it, and no person's address is kept for that.
 */
export async function ownHolder({ manager }: Transaction, organisation: number): Promise<number> {
  const { legalName, kind, phone, postalAddress } = await manager.findOneByOrFail(Organisation, {
    id: organisation,
  })
  const [known] = await manager.find(Contact, {
    where: { organisation: { id: organisation } },
    order: { id: 'DESC' },
    take: 1,
  })
  const same =
    known?.name === legalName &&
    known.kind === kind &&
    known.phone === phone &&
    known.address.street === postalAddress.street &&
    known.address.postalCode === postalAddress.postalCode &&
    known.address.city === postalAddress.city &&
    known.address.country === postalAddress.country
  if (same) return known.id
  const { id } = await manager.save(Contact, {
    organisation: { id: organisation },
    name: legalName,
    kind,
    email: '',
    phone,
    address: postalAddress,
  })
  return id
}

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const TOP_LEVEL = /^([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/
const MOST = 253

/**
 * A domain name as registries write it: small letters, umlauts and the like in their ASCII form.
 * INVARIANT: two ways of writing one name come to the same text, so that it is registered once.
 * @throws Refusal for what is no domain name.
 */
export function domainNameOf(given: string, field: string): string {
  const name = given.length > MOST ? '' : domainToASCII(given.trim())
  const labels = name.split('.')
  const valid =
    name.length <= MOST &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    TOP_LEVEL.test(labels.at(-1) ?? '')
  if (!valid) throw refuse('BAD_USER_INPUT', 'NOT_A_DOMAIN', { field })
  return name
}

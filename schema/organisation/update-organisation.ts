import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { acceptTerms } from './accept-terms'
import { askRegister } from './ask-register'
import { refuseCurrencyInUse } from './currency-of'
import { detailsAfter } from './details-after'
import { Organisation } from './organisation.entity'
import type { UpdateOrganisationInput } from './organisation.inputs'
import { replaceBillingAddresses } from './replace-billing-addresses'
import { vatAfter } from './vat-after'
import { VatStatus } from './vat-status'

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

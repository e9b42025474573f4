import { globalId } from '../../src/read/cursor'
import { type ReadingTransaction } from '../../src/write/outside'
import { type Operation } from '../../src/write/operation'
import { accountEmail } from '../sign-in/session-of'
import { Organisation } from '../organisation/organisation.entity'
import { actorOf } from '../order/place-order'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { AccountingAddress } from './accounting-address.entity'
import {
  type ConfirmAccountingAddressInput,
  type SetAccountingAddressInput,
} from './accounting-address.resolver'

const DAYS_TO_CONFIRM = 7
const DAY = 86_400_000

/**
 * The Organisation acted in wants its invoices at another address, or at none. The address is asked by mail; until it
 * agrees, the earlier one goes on getting them.
 */
export const setAccountingAddress: Operation<SetAccountingAddressInput> = {
  name: 'setAccountingAddress',
  by: 'signed in',
  run: async (tx, { email: typed }) => {
    const email = typed === null || typed === undefined ? null : accountEmail(typed, 'email')
    const acting = globalId('Organisation', tx.principal.organisation?.id ?? 0)
    const organisation = await tx.target('Organisation', acting, 'email')
    await tx.authorise('setAccountingAddress', 'Organisation', organisation)
    const { user } = actorOf(tx)
    const before = await tx.manager.findOneBy(AccountingAddress, { organisation: { id: organisation } })
    if ((email ?? null) === (before?.email ?? null) && (before?.pendingEmail ?? null) === null) {
      throw refuse('CONFLICT', 'UNCHANGED', { field: 'email' })
    }
    const { token, hash } = tx.newToken()
    const expiresAt = new Date(tx.now.getTime() + DAYS_TO_CONFIRM * DAY)
    const pending =
      email === null
        ? { email: null, pendingEmail: null, tokenHash: null, expiresAt: null, confirmedAt: null }
        : { pendingEmail: email, tokenHash: hash, expiresAt }
    const key = before?.id ?? (await insert())
    await tx.manager.update(AccountingAddress, key, { ...pending, askedBy: { id: user } })
    await tx.audit({
      action: email === null ? 'accounting address removed' : 'accounting address asked',
      subject: { type: 'AccountingAddress', key },
      organisation,
    })
    if (email !== null) {
      const { locale } = await tx.manager.findOneByOrFail(User, { id: user })
      const { name } = await tx.manager.findOneByOrFail(Organisation, { id: organisation })
      const data = {
        organisation: name,
        expiresOn: tx.dayOf(expiresAt),
        // WHY behind `#`: what follows it stays in the browser.
        link: tx.link(`/accounting-address#token=${token}`),
      }
      await tx.mail({ to: email, template: 'accounting-address-asked', locale, data })
    }
    return { accountingAddress: { type: 'AccountingAddress', key } }

    async function insert(): Promise<number> {
      const { identifiers } = await tx.manager.insert(AccountingAddress, {
        organisation: { id: organisation },
        askedBy: { id: user },
      })
      return Number(identifiers[0]?.['id'])
    }
  },
}

/** Whoever reads the mailbox agrees, by the link: invoices go there from now on. */
export const confirmAccountingAddress: Operation<ConfirmAccountingAddressInput> = {
  name: 'confirmAccountingAddress',
  by: 'anyone',
  run: async (tx, { token }) => {
    const { organisation } = await waiting(tx, token)
    await tx.lock('organisations', [organisation.id])
    const { id, pendingEmail } = await waiting(tx, token)
    await tx.manager.update(AccountingAddress, id, {
      email: pendingEmail,
      pendingEmail: null,
      tokenHash: null,
      expiresAt: null,
      confirmedAt: tx.now,
    })
    await tx.audit({
      action: 'accounting address confirmed',
      subject: { type: 'AccountingAddress', key: id },
      organisation: organisation.id,
    })
    return { organisationName: organisation.name }
  },
}

/** @throws Refusal NOT_FOUND: unknown, used, replaced and late links are one case. */
async function waiting(
  { manager, digestOf, now }: ReadingTransaction,
  token: string,
): Promise<AccountingAddress> {
  const found = await manager.findOne(AccountingAddress, {
    where: { tokenHash: digestOf(token) },
    relations: { organisation: true },
  })
  if (found === null || found.expiresAt === null || found.expiresAt <= now) {
    throw refuse('NOT_FOUND', 'LINK_VOID', { field: 'token' })
  }
  return found
}

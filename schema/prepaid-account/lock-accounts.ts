import { In } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { PrepaidAccount } from './prepaid-account.entity'

/**
 * Holds the prepaid accounts that Organisations have.
 * WHY all at once, before the first is moved: two transactions that move the same ones never wait for each other in
 * a circle.
 */
export async function lockAccounts(tx: Transaction, organisations: readonly number[]): Promise<void> {
  const accounts = await tx.manager.find(PrepaidAccount, {
    where: { organisation: { id: In([...organisations]) } },
    select: { id: true },
  })
  await tx.lock(
    'prepaid_accounts',
    accounts.map(({ id }) => id),
  )
}

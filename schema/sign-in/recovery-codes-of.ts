import { newRecoveryCodes, recoveryDigest } from '../../src/services/recovery-codes'
import type { Transaction } from '../../src/write/transaction'
import { RecoveryCode } from './recovery-code.entity'

/** New recovery codes in the place of all former ones, to be shown once. Only digests are stored. */
export async function giveCodes(tx: Transaction, user: number): Promise<readonly string[]> {
  await forgetCodes(tx, user)
  const codes = newRecoveryCodes()
  for (const code of codes) {
    await tx.manager.insert(RecoveryCode, {
      user: { id: user },
      codeHash: recoveryDigest(user, code),
      createdAt: tx.now,
    })
  }
  return codes
}

export async function forgetCodes(tx: Transaction, user: number): Promise<void> {
  await tx.manager.delete(RecoveryCode, { user: { id: user } })
}

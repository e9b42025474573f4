import type { Transaction } from '../../src/write/transaction'
import { VatCheck } from './vat-check.entity'

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

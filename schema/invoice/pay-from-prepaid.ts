import type { Transaction } from '../../src/write/transaction'
import { tryPrepaidPayment } from './try-prepaid-payment'

/**
 * Pays an invoice from the prepaid account of the Organisation it bills, where that holds enough. Whether it did;
 * where not, nothing has changed.
 */
export async function payFromPrepaid(tx: Transaction, invoice: number): Promise<boolean> {
  const { kind } = await tryPrepaidPayment(tx, invoice)
  return kind === 'PAID'
}

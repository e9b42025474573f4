import type { Refusal } from '../write/refusal'
import type { Transaction } from '../write/transaction'

/** Money that came in from outside, as it is typed. */
export interface TypedReceipt {
  /** `12.50` */
  readonly amount: string
  readonly method: string
  readonly reference: string
  /** The day, `2026-11-24`; now unless said. */
  readonly on?: string
}

export interface TypedCredit {
  /** Excluding VAT: `12.50`. */
  readonly net?: string
  /** The places of whole lines on the invoice: `1,3`. */
  readonly lines?: string
  readonly reason: string
}

/** A ledger as lines of text, and all that is wrong with it. */
export interface PrintedLedger {
  readonly lines: readonly string[]
  readonly faults: readonly string[]
}

/**
 * What the back office does about money. Each answers with a sentence that says what was done.
 * @throws Error whose message says what is wrong with what was typed; Refusal where the books do not allow it.
 */
export interface BillingDesk {
  recordPayment(tx: Transaction, number: string, receipt: TypedReceipt): Promise<string>
  topUp(tx: Transaction, organisation: string, receipt: TypedReceipt): Promise<string>
  credit(tx: Transaction, number: string, credit: TypedCredit): Promise<string>
  ledger(tx: Transaction, organisation: string): Promise<PrintedLedger>
  /** Why, for who typed it. */
  sentenceOf(refusal: Refusal): string
}

/** The ways money comes in from outside. */
export enum ReceiptMethod {
  BANK_TRANSFER = 'BANK_TRANSFER',
  CARD = 'CARD',
  DIRECT_DEBIT = 'DIRECT_DEBIT',
}

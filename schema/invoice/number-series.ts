/** What is numbered without gaps, each kind for itself. */
export enum NumberSeries {
  INVOICE = 'INVOICE',
  CREDIT_NOTE = 'CREDIT_NOTE',
}

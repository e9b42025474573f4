import type { HistoryKind } from '../export-request'
import { cashbackHistory } from './cashback-history'
import type { History } from './history'
import { invoicesHistory } from './invoices-history'
import { renewalsHistory } from './renewals-history'

export const histories: { readonly [kind in HistoryKind]: History } = {
  INVOICES: invoicesHistory,
  CASHBACK: cashbackHistory,
  RENEWALS: renewalsHistory,
}

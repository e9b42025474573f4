import { dayIn } from '../../src/policy/strict-instant'

/** The kinds of history that can be exported. */
export const historyKinds = ['INVOICES', 'CASHBACK', 'RENEWALS'] as const

export type HistoryKind = (typeof historyKinds)[number]

export interface ExportRequest {
  readonly history: HistoryKind
  /** Calendar days, `YYYY-MM-DD`; both belong to the period. */
  readonly from: string
  readonly to: string
  /** Public ids as they were given; undefined for every client. */
  readonly clients: readonly string[] | undefined
}

const MOST_CLIENTS = 1000

const names = ['history', 'from', 'to', 'clients']

/** What the address asks for, or the sentence that says what is wrong with it. */
export function readExportRequest(query: URLSearchParams): ExportRequest | string {
  for (const name of query.keys()) {
    if (!names.includes(name)) return `\`${name}\` is not known here: ${names.join(', ')} are.`
    if (query.getAll(name).length > 1) return `\`${name}\` is said more than once.`
  }
  const history = historyKinds.find((kind) => kind === query.get('history'))
  if (history === undefined) return `\`history\` is ${historyKinds.join(', ')}: one of them.`
  const from = dayOf(query.get('from'))
  const to = dayOf(query.get('to'))
  if (from === undefined || to === undefined) return '`from` and `to` are days such as 2026-01-31.'
  if (from > to) return '`from` is later than `to`.'
  const clients = query.get('clients')?.split(',')
  if (clients?.includes('') === true) {
    return '`clients` are ids separated by commas; leave it out for every client.'
  }
  if (clients !== undefined && clients.length > MOST_CLIENTS) {
    return `\`clients\` are at most ${MOST_CLIENTS} ids; leave it out for every client.`
  }
  return { history, from, to, clients }
}

function dayOf(text: string | null): string | undefined {
  return text === null ? undefined : dayIn(text)
}

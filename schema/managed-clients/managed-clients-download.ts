import { z } from 'zod'
import { type Download, type ReadAs } from '../../src/http/download'
import { type CsvValue, csvStream } from '../../src/platform/csv'
import { dayIn } from '../../src/policy/parse/strict-instant'
import { findScope, inParts, type HistoryScope } from './find-scope'
import { histories, type History, PAGE } from './histories'

/**
 * `/downloads/managed-clients.csv?history=INVOICES&from=2026-01-01&to=2026-12-31&clients=Organisation:1,Organisation:2`:
 * a history of a Partner's clients as CSV, streamed. Without `clients` it is about all of them, past ones too, as far as
 * their rows are the Partner's.
 */
export const managedClientsDownload: Download = {
  path: /^\/downloads\/managed-clients\.csv$/,
  simpleClients: true,
  tried: (id) =>
    historyKinds.flatMap((history) => {
      const all = `/downloads/managed-clients.csv?history=${history}&from=2000-01-01&to=2099-12-31`
      return [all, `${all}&clients=${id('Organisation')}`]
    }),
  async open({ query, read }) {
    const request = readExportRequest(query)
    if (typeof request === 'string') return { kind: 'refused', code: 'BAD_USER_INPUT', message: request }
    const scope = await findScope(read, request)
    if ('kind' in scope) return scope
    const history = histories[request.history]
    const pages = await readPages(read, history, scope)
    return {
      kind: 'file',
      name: `managed-clients-${request.history.toLowerCase()}-${request.from}-${request.to}.csv`,
      type: 'text/csv; charset=utf-8',
      body: csvStream(history.header, rowsOf(history, pages)),
    }
  },
}

async function* rowsOf(
  history: History,
  pages: AsyncIterable<unknown[]>,
): AsyncGenerator<readonly CsvValue[]> {
  for await (const page of pages) {
    for (const row of page) yield history.cells(row)
  }
}

/** The kinds of history that can be exported. */
const historyKinds = ['INVOICES', 'CASHBACK', 'RENEWALS'] as const

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

/** Parses the address; answers the request, or a sentence that says what is wrong. */
function readExportRequest(query: URLSearchParams): ExportRequest | string {
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

/** The pages of a history, in the order of its days. The first one is read at once, so that refusals come in time. */
async function readPages(read: ReadAs, history: History, scope: HistoryScope): Promise<AsyncIterable<Row[]>> {
  const filter = filterOf(history, scope)
  const pageAfter = async (after: string | null): Promise<Page> =>
    answer.parse(await read(history.question, { first: PAGE, after, filter })).page
  return following(await pageAfter(null), pageAfter)
}

async function* following(
  first: Page,
  pageAfter: (after: string | null) => Promise<Page>,
): AsyncGenerator<Row[]> {
  let page = first
  yield page.nodes
  while (page.pageInfo.hasNextPage) {
    page = await pageAfter(page.pageInfo.endCursor)
    yield page.nodes
  }
}

/** A row as it was answered; its history knows its shape. */
type Row = unknown

type Page = z.infer<typeof answer>['page']

const answer = z.object({
  page: z.object({
    nodes: z.array(z.unknown()),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})

/** WHY not a condition on the client for "every client": past ones, behind rows that stay, may not be known any more. */
function filterOf(
  { client, day, filter }: History,
  { from, to, own, clients }: HistoryScope,
): Readonly<Record<string, unknown>> {
  const period = { ...filter, [day]: { gte: from, lte: to } }
  if (clients === undefined) return { ...period, not: { [client]: { id: { eq: own } } } }
  return { ...period, or: inParts(clients).map((ids) => ({ [client]: { id: { in: ids } } })) }
}

import { z } from 'zod'
import { type Download, type ReadAs } from '../../src/http/download'
import { type CsvForm, type CsvValue, csvStream } from '../../src/platform/csv'
import { type Locale, locales, localeOf } from '../../src/platform/mail/language'
import { dayIn } from '../../src/policy/parse/strict-instant'
import { csvFormOf, decimalSigns, headerIn, separators } from './column-names'
import { findScope, inParts, type HistoryScope } from './find-scope'
import { histories, type History, type HistorySource, PAGE } from './histories'

/**
 * `/downloads/managed-clients.csv?history=INVOICES&from=2026-01-01&to=2026-12-31&clients=Organisation:1,Organisation:2`:
 * a history of a Partner's clients as CSV, streamed. Without `clients` it is about all of them, past ones too, as far as
 * their rows are the Partner's. `lang`, `separator` and `decimal` choose the form of the file; by default it is what
 * spreadsheets of the reader's language and country read.
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
    const rows = await openRows(read, history, scope)
    const { separator, decimal } = csvFormOf(request.language ?? scope.locale)
    const form = { separator: request.separator ?? separator, decimal: request.decimal ?? decimal }
    const header = headerIn(request.language ?? localeOf(scope.locale), history.header)
    return {
      kind: 'file',
      name: `managed-clients-${request.history.toLowerCase()}-${request.from}-${request.to}.csv`,
      type: 'text/csv; charset=utf-8',
      body: csvStream(header, rows, form),
    }
  },
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
  /** As asked for; undefined as the reader's language and country have it. */
  readonly language: Locale | undefined
  readonly separator: CsvForm['separator'] | undefined
  readonly decimal: CsvForm['decimal'] | undefined
}

const MOST_CLIENTS = 1000

const names = ['history', 'from', 'to', 'clients', 'lang', 'separator', 'decimal']

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
  const form = readForm(query)
  return typeof form === 'string' ? form : { history, from, to, clients, ...form }
}

/** The form of the file, as far as the address chooses it; or what is wrong. */
function readForm(
  query: URLSearchParams,
): Pick<ExportRequest, 'language' | 'separator' | 'decimal'> | string {
  const [lang, separator, decimal] = ['lang', 'separator', 'decimal'].map((name) => query.get(name))
  const language = locales.find((locale) => locale === lang)
  if (lang !== null && language === undefined) return `\`lang\` is ${locales.join(', ')}: one of them.`
  const chosen = Object.entries(separators).find(([name]) => name === separator)?.[1]
  if (separator !== null && chosen === undefined)
    return `\`separator\` is ${Object.keys(separators).join(', ')}: one of them.`
  const sign = Object.entries(decimalSigns).find(([name]) => name === decimal)?.[1]
  if (decimal !== null && sign === undefined)
    return `\`decimal\` is ${Object.keys(decimalSigns).join(', ')}: one of them.`
  return { language, separator: chosen, decimal: sign }
}

function dayOf(text: string | null): string | undefined {
  return text === null ? undefined : dayIn(text)
}

/**
 * The rows of a history, source after source, each in the order of its days. The first page of each is read at once, so that
 * refusals come in time.
 */
async function openRows(
  read: ReadAs,
  { sources }: History,
  scope: HistoryScope,
): Promise<AsyncIterable<readonly CsvValue[]>> {
  const opened: AsyncIterable<readonly CsvValue[]>[] = []
  for (const source of sources) {
    const filter = filterOf(source, scope)
    const pageAfter = async (after: string | null): Promise<Page> =>
      answer.parse(await read(source.question, { first: PAGE, after, filter })).page
    opened.push(rowsFrom(source, scope, { first: await pageAfter(null), pageAfter }))
  }
  return oneAfterTheOther(opened)
}

async function* oneAfterTheOther<Row>(sources: readonly AsyncIterable<Row>[]): AsyncGenerator<Row> {
  for (const source of sources) yield* source
}

interface Pages {
  readonly first: Page
  readonly pageAfter: (after: string | null) => Promise<Page>
}

async function* rowsFrom(
  source: HistorySource,
  scope: HistoryScope,
  { first, pageAfter }: Pages,
): AsyncGenerator<readonly CsvValue[]> {
  for (let page = first; ; page = await pageAfter(page.pageInfo.endCursor)) {
    for (const row of page.nodes) yield* source.cells(row, scope)
    if (!page.pageInfo.hasNextPage) return
  }
}

type Page = z.infer<typeof answer>['page']

const answer = z.object({
  page: z.object({
    nodes: z.array(z.unknown()),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})

/** WHY not a condition on the client for "every client": past ones, behind rows that stay, may not be known any more. */
function filterOf(
  { client, within }: HistorySource,
  { from, to, own, clients }: HistoryScope,
): Readonly<Record<string, unknown>> {
  const period = within({ from, to })
  if (clients === undefined) return { ...period, not: { [client]: { id: { eq: own } } } }
  return { ...period, or: inParts(clients).map((ids) => ({ [client]: { id: { in: ids } } })) }
}

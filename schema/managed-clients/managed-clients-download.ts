import type { Download } from '../../src/server/downloads/download'
import type { Cell } from '../../src/services/csv/csv-cell'
import { csvStream } from '../../src/services/csv/csv-stream'
import { historyKinds, readExportRequest } from './export-request'
import { findScope } from './find-scope'
import { histories } from './histories/histories'
import type { History } from './histories/history'
import { readPages } from './read-pages'

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

async function* rowsOf(history: History, pages: AsyncIterable<unknown[]>): AsyncGenerator<readonly Cell[]> {
  for await (const page of pages) {
    for (const row of page) yield history.cells(row)
  }
}

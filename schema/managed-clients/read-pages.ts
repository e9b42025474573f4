import { z } from 'zod'
import type { ReadAs } from '../../src/server/downloads/download'
import { inParts, type Scope } from './find-scope'
import { type History, PAGE } from './histories/history'

/** The pages of a history, in the order of its days. The first one is read at once, so that refusals come in time. */
export async function readPages(read: ReadAs, history: History, scope: Scope): Promise<AsyncIterable<Row[]>> {
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
  { from, to, own, clients }: Scope,
): Readonly<Record<string, unknown>> {
  const period = { ...filter, [day]: { gte: from, lte: to } }
  if (clients === undefined) return { ...period, not: { [client]: { id: { eq: own } } } }
  return { ...period, or: inParts(clients).map((ids) => ({ [client]: { id: { in: ids } } })) }
}

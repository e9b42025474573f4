import { z } from 'zod'
import { globalId } from '../../src/query/global-id'
import type { Question, ReadAs } from '../../src/server/downloads/download'
import type { KeptOfPerson, StoredRow } from './kept-of-person'
import type { SharedFile } from './person-references'
import {
  grantedClientsQuestion,
  grantedProductsQuestion,
  holderQuestion,
  type SharedQuestion,
  sharedQuestions,
} from './shared-questions'

/** As many as a caller may ask for at once. */
const PAGE = 100

/**
 * The rows that a person shares with others, as far as the policies let them be seen where the person acts now. What may
 * not be seen is absent, or null in a row: the export knows no more than any other question of the same person.
 */
export async function readShared(
  read: ReadAs,
  kept: KeptOfPerson,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const files: Record<string, readonly unknown[]> = {}
  for (const [file, asked] of Object.entries(sharedQuestions) as [SharedFile, SharedQuestion][]) {
    files[file] = await nodesOf(read, asked, kept.shared[file])
  }
  files['partnership-events'] = (files['partnership-events'] ?? []).flatMap((row) => eventsBy(kept.user, row))
  files['holder-records'] = (await nodesOf(read, holderQuestion, kept.held)).filter((row) =>
    isUnder(kept.email, row),
  )
  files['product-grants'] = await granted(read, grantedProductsQuestion, kept.memberships)
  files['client-grants'] = await granted(read, grantedClientsQuestion, kept.memberships)
  return files
}

async function nodesOf(
  read: ReadAs,
  { type, question }: SharedQuestion,
  keys: readonly number[],
): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = []
  for (let from = 0; from === 0 || from < keys.length; from += PAGE) {
    // WHY whole pages: what is asked, how long it takes and what it costs tell nothing of rows that may not be seen.
    const page = Array.from({ length: PAGE }, (_, index) => keys[from + index] ?? 0)
    const ids = page.map((key) => globalId(type, key))
    const { nodes } = nodesAnswer.parse(await read(question, { ids }))
    rows.push(...nodes.filter((node) => node !== null))
  }
  return rows
}

const nodesAnswer = z.object({ nodes: z.array(z.record(z.string(), z.unknown()).nullable()) })

/** What the person did in the history of a mandate, of what may be seen of it. */
function eventsBy(user: string, row: unknown): readonly unknown[] {
  const { id, history } = historyAnswer.parse(row)
  return (history ?? [])
    .filter(({ byUser }) => byUser?.id === user)
    .map(({ byUser: _me, ...event }) => ({ partnership: id, ...event }))
}

const historyAnswer = z.object({
  id: z.string(),
  history: z.array(z.looseObject({ byUser: z.object({ id: z.string() }).nullable() })).nullable(),
})

/** INVARIANT: a record whose address may not be seen is not told, although it was found by that address. */
function isUnder(email: string, row: unknown): boolean {
  return holderAnswer.parse(row).holder?.email === email
}

const holderAnswer = z.object({ holder: z.object({ email: z.string().nullable() }).nullable() })

async function granted(
  read: ReadAs,
  question: Question,
  memberships: readonly string[],
): Promise<readonly unknown[]> {
  const rows: unknown[] = []
  for (const membership of memberships) {
    let after: string | null = null
    do {
      const { node }: Granted = grantedAnswer.parse(await read(question, { id: membership, after }))
      rows.push(...(node?.page?.nodes ?? []).map((one) => ({ membership, ...one })))
      after = node?.page?.pageInfo.hasNextPage === true ? node.page.pageInfo.endCursor : null
    } while (after !== null)
  }
  return rows
}

const grantedAnswer = z.object({
  node: z
    .object({
      page: z
        .object({
          nodes: z.array(z.record(z.string(), z.unknown())),
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        })
        .nullable(),
    })
    .nullable(),
})

type Granted = z.infer<typeof grantedAnswer>

import { strToU8, zipSync } from 'fflate'
import { parse } from 'graphql'
import { z } from 'zod'
import { type Download, type DownloadQuery, type ReadAs } from '../../src/http/download'
import { globalId } from '../../src/read/cursor'
import { keptOfPerson, type KeptOfPerson, type StoredRow } from './kept-of-person'
import { personReferences, type SharedRows } from './person-reference'

/**
 * `/personal-data.zip`: what is stored about the caller, one JSON file for each kind. It is for people who are signed in, not for tokens.
 * INVARIANT: rows that are the person's alone stand in it as they are stored; everything else is read through the engine, as
 * the person acts now, and in an order of keys or days that says nothing about rows that are absent.
 */
export const personalDataDownload: Download = {
  path: /^\/personal-data\.zip$/,
  tried: () => ['/personal-data.zip'],
  async open({ inspect, read, now }) {
    const kept = await inspect(keptOfPerson, {})
    if (kept === null) {
      return { kind: 'refused', code: 'FORBIDDEN', message: 'Personal data is for the person, signed in.' }
    }
    const files: Record<string, Uint8Array> = {}
    for (const [name, rows] of Object.entries({ ...kept.own, ...(await readShared(read, kept)) })) {
      files[`${name}.json`] = strToU8(`${JSON.stringify(rows, null, 2)}\n`)
    }
    const body = Buffer.from(zipSync(files, { mtime: now }))
    return { kind: 'file', name: 'personal-data.zip', type: 'application/zip', body }
  },
}

/** As many as a caller may ask for at once. */
const PAGE = 100

/**
 * The rows that a person shares with others, as far as the policies let them be seen where the person acts now. What may
 * not be seen is absent, or null in a row: the export knows no more than any other question of the same person.
 */
async function readShared(
  read: ReadAs,
  kept: KeptOfPerson,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const files: Record<string, readonly unknown[]> = {}
  for (const { file, tell, asked } of sharedQuestions()) {
    const rows = await nodesOf(read, asked, kept.shared[file] ?? [])
    files[file] = tell === undefined ? rows : rows.flatMap((row) => tell(row, kept.user))
  }
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
    // WHY whole pages: the queries, their duration and their cost show nothing of rows that the person may not see.
    const page = Array.from({ length: PAGE }, (_, index) => keys[from + index] ?? 0)
    const ids = page.map((key) => globalId(type, key))
    const { nodes } = nodesAnswer.parse(await read(question, { ids }))
    rows.push(...nodes.filter((node) => node !== null))
  }
  return rows
}

const nodesAnswer = z.object({ nodes: z.array(z.record(z.string(), z.unknown()).nullable()) })

/** INVARIANT: a record is left out if the person may not see its address, although it was found by that address. */
function isUnder(email: string, row: unknown): boolean {
  return holderAnswer.parse(row).holder?.email === email
}

const holderAnswer = z.object({ holder: z.object({ email: z.string().nullable() }).nullable() })

async function granted(
  read: ReadAs,
  question: DownloadQuery,
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

/** What is read of rows that a person has a part in and others share: a question about ids of one type. */
interface SharedQuestion {
  readonly type: string
  readonly question: DownloadQuery
}

const ask = (type: string, fields: string): SharedQuestion => ({
  type,
  question: {
    document: parse(`query Shared($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { id ${fields} } } }`),
  },
})

interface SharedFile extends Pick<SharedRows, 'file' | 'tell'> {
  readonly asked: SharedQuestion
}

let questions: readonly SharedFile[] | undefined

/** WHY once: a document is validated when it is first asked. */
function sharedQuestions(): readonly SharedFile[] {
  questions ??= personReferences().flatMap(({ exported }) =>
    exported?.kind === 'shared' ? [{ ...exported, asked: ask(exported.type, exported.fields) }] : [],
  )
  return questions
}

/** Products whose holder may be the person: what they may see of that record. */
const holderQuestion = ask(
  'Product',
  'name holder { name kind email phone address { street postalCode city country } }',
)

/** What was granted to a membership, page by page. */
const grantedProductsQuestion: DownloadQuery = {
  document: parse(`query GrantedProducts($id: ID!, $after: String) {
    node(id: $id) { ... on Membership { page: grantedProducts(first: 100, after: $after) {
      nodes { id name } pageInfo { hasNextPage endCursor } } } } }`),
}

const grantedClientsQuestion: DownloadQuery = {
  document: parse(`query GrantedClients($id: ID!, $after: String) {
    node(id: $id) { ... on Membership { page: grantedClients(first: 100, after: $after) {
      nodes { id name } pageInfo { hasNextPage endCursor } } } } }`),
}

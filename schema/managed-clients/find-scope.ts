import { parse } from 'graphql'
import { z } from 'zod'
import { type DownloadQuery, type ReadAs, type RefusedDownload } from '../../src/http/download'
import { histories } from './histories'
import { type ExportRequest } from './managed-clients-download'

/** What a history is about: rows of a period, of some clients of a Partner or of all. */
export interface HistoryScope {
  readonly from: string
  readonly to: string
  /** The public id of the Partner's own Organisation. */
  readonly own: string
  /** Public ids; undefined for every client, past ones too. */
  readonly clients: readonly string[] | undefined
  /** What the reader chose: `de-CH`. */
  readonly locale: string
}

/**
 * Asks the policies whether the principal may have this history. It is NOT_FOUND if the principal acts in no Partner that
 * it may know, FORBIDDEN if it may not read the clients or the income of that Partner, and NOT_FOUND if the client is
 * not managed by the Partner or not granted to the principal.
 */
export async function findScope(
  read: ReadAs,
  request: ExportRequest,
): Promise<HistoryScope | RefusedDownload> {
  const { organisation, user } = whoAnswer.parse(await read(whoQuestion, {})).viewer
  const partner = organisation?.partner ?? null
  if (organisation === null || partner === null) return { kind: 'refused', code: 'NOT_FOUND' }
  const readable = new Set([
    ...organisation.access.readable.map((field) => `Organisation.${field}`),
    ...partner.access.readable.map((field) => `Partner.${field}`),
  ])
  const needed = ['Partner.clients', histories[request.history].list]
  if (!needed.every((field) => readable.has(field))) return { kind: 'refused', code: 'FORBIDDEN' }
  const { from, to, clients } = request
  if (clients !== undefined && !(await areManaged(read, partner.id, clients))) {
    return { kind: 'refused', code: 'NOT_FOUND' }
  }
  return { from, to, own: organisation.id, clients, locale: user?.locale ?? 'en' }
}

const whoQuestion: DownloadQuery = {
  document: parse(`
    query WhoExports {
      viewer { user { locale } organisation { id access { readable } partner { id access { readable } } } }
    }`),
}

const access = z.object({ readable: z.array(z.string()) })

const whoAnswer = z.object({
  viewer: z.object({
    user: z.object({ locale: z.string().nullable() }).nullable(),
    organisation: z
      .object({ id: z.string(), access, partner: z.object({ id: z.string(), access }).nullable() })
      .nullable(),
  }),
})

async function areManaged(read: ReadAs, partner: string, clients: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(clients)]
  const managed = new Set<string | undefined>()
  for (const some of inParts(wanted)) {
    const answer = managedAnswer.parse(await read(managedQuestion, { partner, clients: some }))
    for (const { client } of answer.partnerships.nodes) managed.add(client?.id)
  }
  return wanted.every((id) => managed.has(id))
}

const managedQuestion: DownloadQuery = {
  largestPage: 500,
  document: parse(`
    query ManagedClients($partner: ID!, $clients: [ID!]!) {
      partnerships(
        first: 500
        filter: { status: { eq: ACTIVE }, partner: { id: { eq: $partner } }, client: { id: { in: $clients } } }
      ) { nodes { client { id } } }
    }`),
}

const managedAnswer = z.object({
  partnerships: z.object({ nodes: z.array(z.object({ client: z.object({ id: z.string() }).nullable() })) }),
})

/** WHY: a filter compares with at most 500 values. */
export function inParts(ids: readonly string[]): readonly (readonly string[])[] {
  const parts: (readonly string[])[] = []
  for (let at = 0; at < ids.length; at += 500) parts.push(ids.slice(at, at + 500))
  return parts
}

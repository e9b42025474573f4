import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { strFromU8, unzipSync } from 'fflate'
import { personReferences, tableAndColumnOf } from '../../schema/personal-data/person-reference'
import { type FileTarget, type FileTargets, type OwnPlace } from '../analysis/leaks/scan-roots'
import { costBudget } from '../http/cost-budget'
import { type Download, type OpenedFile, readAs, type RefusedDownload } from '../http/download'
import { GatewayError } from '../http/error-catalogue'
import { dayBy } from '../platform/clock'
import { type Principal } from '../policy/principal'
import { customQueryIn } from '../write/custom-query'
import { type Assembled } from './assemble'

/** The downloads, as file targets that `policy -- leaks` tries: the same code that answers the addresses, on its connection. */
export function leakTargets(mandate: Assembled, downloads: readonly Download[]): FileTargets {
  return { fileTargets: downloads.map((download) => fileTargetOf(mandate, download)), isOwn }
}

function fileTargetOf(mandate: Assembled, download: Download): FileTarget {
  return {
    addresses: (id) => download.tried(id),
    open: async (address, { as: principal, now, engine, runner }) => {
      const { pathname, searchParams: query } = new URL(address, 'http://gateway.invalid')
      const match = download.path.exec(pathname)
      if (match === null) return undefined
      if (principal.user === null) return { refused: 'UNAUTHENTICATED' }
      const clock = { now: () => now }
      const dependencies = { ...mandate, clock, publicUrl: 'http://gateway.invalid' }
      const read = readAs(
        {
          engine,
          clock,
          database: { query: (sql, values) => runner.query(sql, values) },
          costBudget: costBudget(Number.MAX_SAFE_INTEGER, 60),
          settings: {
            trustProxy: false,
            publicUrl: undefined,
            requestTimeoutMs: 60_000,
            operationTimeoutMs: 60_000,
          },
        },
        {
          principal,
          currentPrincipal: () => Promise.resolve(principal),
          spender: 'nobody',
          hasBegun: () => false,
          isGone: () => false,
        },
      )
      try {
        const opened = await download.open({
          parts: match.groups ?? {},
          query,
          read,
          inspect: (customQuery, input) => {
            if (principal.token) throw new GatewayError('FORBIDDEN')
            return customQueryIn(runner.manager, dependencies, { principal, customQuery, input })
          },
          now,
          today: dayBy(clock, now),
        })
        return await answerOf(opened)
      } catch (refusal) {
        if (refusal instanceof GatewayError) return { refused: refusal.code, message: refusal.message }
        throw refusal
      }
    },
  }
}

async function answerOf(opened: OpenedFile | RefusedDownload): Promise<Readonly<Record<string, unknown>>> {
  if (opened.kind === 'refused') return { refused: opened.code, message: opened.message }
  const { name, type } = opened
  const body = Buffer.isBuffer(opened.body) ? opened.body : await buffer(opened.body)
  const bytes = createHash('sha256').update(body).digest('hex')
  return { name, type, bytes, body: legible(type, body) }
}

/** For the reader of the report; the digest covers every byte. */
function legible(type: string, body: Buffer): unknown {
  if (type === 'application/zip') {
    const files = Object.entries(unzipSync(new Uint8Array(body)))
    return Object.fromEntries(files.map(([name, file]) => [name, strFromU8(file)]))
  }
  return type.startsWith('text/') ? body.toString('utf8') : body.length
}

/** INVARIANT: the same references that export and erasure use, so that one place decides what belongs to a person. */
function isOwn({ user }: Principal, { table, row, column }: OwnPlace): boolean {
  if (user === null) return false
  if (table === 'users') return row['id'] === user.id
  return (referencesByTable().get(table) ?? []).some((reference) => {
    if (row[reference.column] !== user.id) return false
    return reference.isWholeRow || reference.column === column
  })
}

interface OwnReference {
  readonly column: string
  readonly isWholeRow: boolean
}

let known: ReadonlyMap<string, readonly OwnReference[]> | undefined

/** WHY once: the search asks for every cell of every row. */
function referencesByTable(): ReadonlyMap<string, readonly OwnReference[]> {
  known ??= ownReferences()
  return known
}

function ownReferences(): ReadonlyMap<string, readonly OwnReference[]> {
  const found = new Map<string, OwnReference[]>()
  for (const reference of personReferences()) {
    const { table, column } = tableAndColumnOf(reference)
    const ofTable = found.get(table) ?? []
    ofTable.push({ column, isWholeRow: reference.exported?.kind === 'own' })
    found.set(table, ofTable)
  }
  return found
}

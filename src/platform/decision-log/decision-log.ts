import { createHash, randomUUID } from 'node:crypto'
import { bindPolicy, type BoundPolicy } from '../../policy/compile/class-policy'
import { neededPaths } from '../../policy/condition-paths'
import { decide } from '../../policy/evaluate/decide'
import { type PolicySet } from '../../policy/policy-set'
import { type Principal } from '../../policy/principal'
import { type FactLoader, factLoaders, type FactSource } from '../../read/read-facts'
import { type DecisionNotes, type RowDecision } from '../../read/redactions'
import { type DecisionEntry, type DroppedEntry, factPrint, type RowEntry, treeOf } from './decision-entry'
import { openLineFile } from './line-file'

export interface DecisionLogParts {
  readonly path: string
  readonly policies: PolicySet
  readonly facts: FactSource
  /** From `factKey`. */
  readonly key: Buffer
  readonly logger: { warn(details: object, sentence: string): void }
}

export interface DecidedRequest {
  readonly principal: Principal
  readonly now: Date
  readonly notes: DecisionNotes
  readonly operation: string | null
  readonly document: string
}

export interface DecisionLog {
  /** Records the decisions of a request. Returns at once with the id that the entry will have. */
  keep(request: DecidedRequest): string
  /** Continues in a new file of the same name. */
  reopen(): void
  /** How many requests are missing from the log. */
  readonly dropped: number
  /** Resolves when everything that waits is written. */
  close(): Promise<void>
}

/** How many requests may wait until their facts are read. */
const MOST_WAITING = 1000

/**
 * Opens the log. Entries are written one after the other, after the answers. If that cannot keep up, whole requests are
 * left out, and the log itself records how many.
 * @throws if the file cannot be opened, so that a gateway never runs without the log it should keep.
 */
export function openDecisionLog(parts: DecisionLogParts): DecisionLog {
  const { logger } = parts
  const failed = (problem: Error): void => logger.warn({ err: problem }, 'the decision log cannot be written')
  const file = openLineFile(parts.path, failed)
  const waiting: { readonly request: DecidedRequest; readonly correlationId: string }[] = []
  let dropped = 0
  let unreported = 0
  let working: Promise<void> | undefined

  const drop = (): void => {
    dropped += 1
    if (unreported === 0)
      logger.warn({ dropped }, 'the decision log cannot keep up: requests are missing from it')
    unreported += 1
  }
  const reportDropped = (now: Date): void => {
    const entry: DroppedEntry = { version: 1, time: now.toISOString(), dropped: unreported }
    if (unreported > 0 && file.append(`${JSON.stringify(entry)}\n`)) unreported = 0
  }
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const entry = await entryOf(parts, next.request, next.correlationId)
      reportDropped(next.request.now)
      if (!file.append(`${JSON.stringify(entry)}\n`)) drop()
    }
    working = undefined
  }
  return {
    keep: (request) => {
      const correlationId = randomUUID()
      if (waiting.length >= MOST_WAITING) drop()
      else {
        waiting.push({ request, correlationId })
        // WHY a turn of the event loop later: the answer goes out first.
        working ??= new Promise<void>((resolve) => setImmediate(resolve)).then(work)
      }
      return correlationId
    },
    reopen: () => file.reopen(),
    get dropped() {
      return dropped
    },
    close: async () => {
      await working
      reportDropped(new Date())
      await file.close()
    },
  }
}

async function entryOf(
  parts: DecisionLogParts,
  request: DecidedRequest,
  correlationId: string,
): Promise<DecisionEntry> {
  const { principal, now, notes, operation, document } = request
  const bound = bindPolicy(parts.policies, principal, now)
  const factsOf = factLoaders(parts.facts, (type) => {
    const rules = bound.classPolicy.rules.filter((rule) => rule.subject === type)
    return { type, paths: neededPaths(rules.map((rule) => rule.conditions)) }
  })
  // WHY together: the rows of one type are one look-up.
  const rows = await Promise.all(
    notes.rows().map((decision) => rowEntryOf({ ...parts, bound, factsOf }, decision)),
  )
  const { user, organisation, membership, partner, role, accounting, scopes, token, staff } = principal
  return {
    version: 1,
    time: now.toISOString(),
    correlationId,
    principal: {
      user,
      organisation,
      membership,
      partner,
      role,
      accounting,
      scopes: [...scopes],
      token,
      staff,
    },
    classes: [...bound.classPolicy.classes],
    operation,
    document: createHash('sha256').update(document).digest('hex'),
    policy: parts.policies.version,
    cells: Object.fromEntries(
      notes.cellCounts().map(({ coordinate, shown, withheld }) => [coordinate, [shown, withheld]]),
    ),
    rows,
  }
}

/** What is needed to describe the rows of one request. */
interface RowParts extends Pick<DecisionLogParts, 'key' | 'policies'> {
  readonly bound: BoundPolicy
  readonly factsOf: (type: string) => FactLoader
}

async function rowEntryOf(parts: RowParts, decision: RowDecision): Promise<RowEntry> {
  const { action, type, key, field, allowed, shown, withheld } = decision
  const facts = await factsBehind(parts, decision)
  return {
    action,
    row: `${type}:${key}`,
    ...(field === undefined ? {} : { field }),
    allowed,
    ...(shown === undefined ? {} : { shown: [...shown] }),
    ...(withheld === undefined ? {} : { withheld: [...withheld] }),
    ...(facts === undefined ? {} : { facts }),
  }
}

/**
 * INVARIANT: facts that were read after the decision count only if they still give the same decision. Otherwise the facts
 * of the decision are unknown, and no hash of other facts is recorded for them.
 */
async function factsBehind(
  { bound, factsOf, key: secret, policies }: RowParts,
  { action, type, key, field, allowed, facts: known }: RowDecision,
): Promise<RowEntry['facts']> {
  if (known !== undefined) {
    const of = treeOf(known.paths)
    return { print: factPrint(secret, known.row, of), of }
  }
  if (!policies.types.has(type)) return undefined
  const loader = factsOf(type)
  const row = await loader.load(key).catch(() => null)
  const question = { action, type, ...(field === undefined ? {} : { field }) }
  if ((row !== null && decide(bound, question, row)) !== allowed) return undefined
  const of = treeOf(loader.wanted.paths)
  return { print: factPrint(secret, row, of), of }
}

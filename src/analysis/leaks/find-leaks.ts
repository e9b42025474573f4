import { random } from '../../platform/crypto/random'
import { type Principal } from '../../policy/principal'
import { type AccessMode } from '../../read/redactions'
import { compareAnswers, type Compared, type ChangedAnswer, seeingAs, tryChange } from './compare-answers'
import { type ScanDatabase, factText } from './scan-database'
import { type ScanTarget, writerFor } from './scan-target'
import { shrinkOperation } from './shrink-operation'
import { type WorldChange } from './world-change'
import { worldView } from './world-view'

interface Search {
  readonly target: ScanTarget
  readonly principals: readonly Asking[]
  readonly seed: number
  readonly budget: Budget
}

/** A principal, with a name for the report. */
export interface Asking {
  readonly name: string
  readonly principal: Principal
}

/** The search ends with whichever comes first. A pair is one operation, asked before and after a change. */
interface Budget {
  readonly pairs?: number
  readonly seconds?: number
  /** How many leaks are reported at most; 5 by default. */
  readonly leaks?: number
  /** Milliseconds that have passed, for `seconds`. */
  readonly clock: () => number
}

export interface FoundLeaks {
  readonly leaks: readonly Leak[]
  readonly pairs: number
  /** Pairs whose answers hold rows: they could have differed. */
  readonly telling: number
  readonly cells: number
  readonly facts: number
  readonly rows: number
  /** Who had asked when the search ended. */
  readonly asked: readonly string[]
}

/** How many operations one changed world answers. A world costs about as much as this many operations. */
const OPERATIONS_A_WORLD = 20
/** Shrinking takes seconds each; more than these say nothing new. */
const MOST_LEAKS = 5

/**
 * The search: everybody in turn, round after round with another seed, until the budget is spent.
 * INVARIANT: without `seconds`, the same seed and pairs find the same leaks, byte for byte.
 */
export async function findLeaks(scan: ScanDatabase, search: Search): Promise<FoundLeaks> {
  const { principals, seed, budget } = search
  // INVARIANT: what an earlier search learnt decides nothing here.
  scan.derivedFrom.clear()
  const write = writerFor(search.target, scan.schema)
  const most = budget.pairs ?? Number.POSITIVE_INFINITY
  const mostLeaks = budget.leaks ?? MOST_LEAKS
  const end = budget.seconds === undefined ? Number.POSITIVE_INFINITY : budget.clock() + budget.seconds * 1000
  const tally = { pairs: 0, telling: 0, cells: 0, facts: 0, rows: 0 }
  const asked = new Set<string>()
  const leaks: Leak[] = []
  if (principals.length === 0) throw new Error('The leak search needs at least one principal to ask as.')
  for (let turn = 0; tally.pairs < most && leaks.length < mostLeaks && budget.clock() < end; turn += 1) {
    const asking = principals[turn % principals.length]
    if (asking === undefined) break
    const round = { seed: seed + Math.floor(turn / principals.length), mode: modeOf(seed, turn), asking }
    const operations = Math.min(OPERATIONS_A_WORLD, most - tally.pairs)
    const compared = await compareAnswers(scan, { ...asking, ...round, operations, write })
    count(tally, compared)
    asked.add(asking.name)
    for (const difference of distinct(compared.differences)) {
      if (leaks.length < mostLeaks) leaks.push(await shrunk(scan, round, { difference, compared }))
    }
  }
  return { leaks, ...tally, asked: [...asked] }
}

interface Round {
  readonly seed: number
  readonly mode: AccessMode
  readonly asking: Asking
}

/** A quarter of the rounds report withheld cells with their paths: a path may leak as well. */
function modeOf(seed: number, turn: number): AccessMode {
  return random(seed, `mode of turn ${turn}`).percent(25) ? 'report' : 'redact'
}

function count(
  tally: Record<'pairs' | 'telling' | 'cells' | 'facts' | 'rows', number>,
  compared: Compared,
): void {
  tally.pairs += compared.pairs
  tally.telling += compared.telling
  tally.cells += compared.changed.cells
  tally.facts += compared.changed.facts
  tally.rows += compared.changed.rows
}

/** One difference for each text. */
function distinct(differences: readonly ChangedAnswer[]): readonly ChangedAnswer[] {
  return [...new Map(differences.map((one) => [one.text, one])).values()]
}

async function shrunk(
  scan: ScanDatabase,
  { seed, mode, asking }: Round,
  { difference, compared }: { readonly difference: ChangedAnswer; readonly compared: Compared },
): Promise<Leak> {
  const { text, variables } = difference
  const view = await worldView(seeingAs(scan, asking.principal), scan.world)
  const answers = new Map<string, string>()
  const differs = async (operation: string, changes: Leak['changes']): ReturnType<typeof tryChange> => {
    const asked = { text: operation, as: asking.principal, variables, mode }
    const before = answers.get(operation) ?? JSON.stringify(await scan.ask(asked))
    answers.set(operation, before)
    return tryChange(scan, { asked, before, view }, changes)
  }
  const changes = await shrinkChanges(
    compared.changed.changes,
    async (some) => (await differs(text, some)) !== undefined,
  )
  const operation = await shrinkOperation(text, async (one) => (await differs(one, changes)) !== undefined)
  const seen = await differs(operation, changes)
  if (seen === undefined)
    throw new Error(
      'A leak did not show again on a second try. The engine must keep something between requests.',
    )
  return {
    who: asking.name,
    operation,
    variables,
    mode,
    changes,
    facts: changes.map((one) => factText(scan, view, one)),
    difference: seen,
    seed,
  }
}

/** Whether some of the changes still show the leak. */
type StillLeaks = (changes: readonly WorldChange[]) => Promise<boolean>

/** WHY bounded: each try reads the whole world again; a few facts too many do no harm. */
const MOST_TRIES = 150

/** The fewest of these changes that still show it: halves, then ever smaller parts are left out. */
export async function shrinkChanges(
  changes: readonly WorldChange[],
  stillLeaks: StillLeaks,
): Promise<readonly WorldChange[]> {
  let kept = changes
  let parts = 2
  let tries = 0
  while (kept.length > 1 && tries < MOST_TRIES) {
    const size = Math.ceil(kept.length / parts)
    let smaller: readonly WorldChange[] | undefined
    for (let from = 0; from < kept.length && smaller === undefined && tries < MOST_TRIES; from += size) {
      const candidates = [kept.slice(from, from + size), [...kept.slice(0, from), ...kept.slice(from + size)]]
      for (const candidate of parts === 2 ? candidates.slice(0, 1) : candidates) {
        if (smaller !== undefined || candidate.length === 0) continue
        tries += 1
        if (await stillLeaks(candidate)) smaller = candidate
      }
    }
    if (smaller !== undefined) {
      parts = smaller.length <= size ? 2 : Math.max(2, parts - 1)
      kept = smaller
    } else if (size <= 1) return kept
    else parts = Math.min(kept.length, parts * 2)
  }
  return kept
}

/** An answer that something hidden changes, as small as it could be made. Plain data: it can be kept and tried again. */
export interface Leak {
  /** A persona, or how the principal was found. */
  readonly who: string
  readonly operation: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly mode: AccessMode
  /** The changes, all of them hidden from the principal. */
  readonly changes: readonly WorldChange[]
  /** The same facts in words, for a reader. */
  readonly facts: readonly string[]
  readonly difference: FirstDifference
  /** The round of the search that found it. */
  readonly seed: number
}

/** Where two answers part. */
export interface FirstDifference {
  /** In bytes of UTF-8 from the start of the answer. */
  readonly at: number
  readonly before: string
  readonly after: string
}

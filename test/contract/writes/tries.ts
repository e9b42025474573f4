import { createHash } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { type MutationExample } from '../../../schema/noun-proofs'
import { type Aftermath, aftermathOf } from './aftermath'
import { asking, type Candidate, candidatesFor, type Input, onScene, type Scene } from './everybody'
import { mutations } from './mutations'
import type { Verdict } from './verdicts'

/** One mutation tried by one persona on one row. */
export interface Try {
  readonly mutation: string
  readonly persona: string
  readonly key: number
  readonly expected: Verdict
  readonly answered: Answered
  /** What was written; null where it was refused. */
  readonly aftermath: Aftermath | null
}

export interface Answered {
  readonly verdict: Verdict
  /** Where it was allowed and refused for another reason: that. */
  readonly problem: string | null
}

export interface Tried {
  readonly tries: readonly Try[]
  /** The tables that were not as before after the refused tries of a mutation, by mutation. */
  readonly changed: readonly string[]
}

/** Every row for everybody; some rows for everybody; or only some tries of a mutation. */
export type Extent = 'all' | 'everybody' | 'some'

/** How many tries of a mutation that are refused with one verdict make `some`; and how many that are accepted. */
const SOME = 6

/** How many rows are tried for one persona, mutation and verdict in the ordinary run. */
const ROWS: Readonly<Record<Verdict, number>> = { UNAUTHENTICATED: 1, NOT_FOUND: 1, FORBIDDEN: 1, ALLOWED: 3 }

/**
 * Everybody tries every mutation on rows of its target. What is accepted is looked at and undone; what is refused is
 * not, so that what it left behind would be seen.
 */
export function everybodyTries(dataSource: DataSource, extent: Extent): Promise<Tried> {
  return onScene(dataSource, async (scene) => {
    const { stage, world } = scene
    const tries: Try[] = []
    const changed: string[] = []
    let before = await stage.tables()
    for (const mutation of Object.keys(mutations)) {
      const accepted: string[] = []
      // What is allowed may still fail, as what is paid is not paid again: more rows are tried only until one is accepted.
      const isEnough = (persona: string) =>
        (extent === 'everybody' && accepted.includes(persona)) ||
        (extent === 'some' && accepted.length >= SOME)
      for (const candidate of chosen(await candidatesFor(scene, mutation), extent)) {
        if (candidate.expected === 'ALLOWED' && isEnough(candidate.persona)) continue
        const input = candidate.facts.minimal(candidate.row, world)
        const { persona, expected, row } = candidate
        const reported = await tryOnce(scene, candidate, input)
        if (reported.aftermath !== null) accepted.push(persona)
        tries.push({ mutation, persona, key: Number(row['id']), expected, ...reported })
      }
      const after = await stage.tables()
      for (const [table, digest] of after)
        if (before.get(table) !== digest) changed.push(`${mutation}: ${table}`)
      before = after
    }
    return { tries, changed }
  })
}

/** The same ones each time. */
function chosen(candidates: readonly Candidate[], extent: Extent): readonly Candidate[] {
  if (extent === 'all') return candidates
  const place = ({ mutation, row, persona }: Candidate) =>
    createHash('sha256').update(`${mutation} ${persona} ${row['id']}`).digest('hex')
  const mixed = candidates.map((one) => ({ one, at: place(one) })).sort((a, b) => (a.at < b.at ? -1 : 1))
  const counts = new Map<string, number>()
  const isOneMore = (what: string, most: number) => {
    const count = (counts.get(what) ?? 0) + 1
    counts.set(what, count)
    return count <= most
  }
  return mixed
    .map(({ one }) => one)
    .filter(({ persona, expected }) => isOneMore(`${persona} ${expected}`, ROWS[expected]))
    .filter(({ expected }) => extent === 'everybody' || expected === 'ALLOWED' || isOneMore(expected, SOME))
}

function tryOnce(
  scene: Scene,
  candidate: Candidate,
  input: Input,
): Promise<Pick<Try, 'answered' | 'aftermath'>> {
  const { mutation, facts } = candidate
  return scene.stage.undoneUnless(
    ({ aftermath }) => aftermath === null,
    async () => {
      const { data, errors } = await asking(scene, candidate, input)
      if (errors.length > 0)
        throw new Error(`${mutation} ${JSON.stringify(input)}: ${JSON.stringify(errors)}`)
      const answered = answeredOf(data[mutation].userErrors, facts)
      const accepted = answered.verdict === 'ALLOWED' && answered.problem === null
      return { answered, aftermath: accepted ? await aftermathOf(scene, candidate) : null }
    },
  )
}

interface ReportedError {
  readonly code: string
  readonly reason: string
  readonly field: string | null
}

/** What an answer says of the target; any other problem lies behind the verdict. */
function answeredOf([first]: readonly ReportedError[], { field: target }: MutationExample): Answered {
  if (first === undefined) return { verdict: 'ALLOWED', problem: null }
  const { code, reason, field } = first
  if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') return { verdict: code, problem: null }
  if (code === 'NOT_FOUND' && (field === target || target === null)) return { verdict: code, problem: null }
  return { verdict: 'ALLOWED', problem: `${code} ${reason}` }
}

import { allOf, type Condition, negate } from '../../policy/condition'
import type { Question } from '../../policy/decide'
import type { Slots } from '../../policy/slots'
import type { Database } from '../../query/database'
import { type Model, typeOf } from '../../query/model/model'
import { bothClasses } from '../diff/both-classes'
import { changedQuestions, type Side } from '../diff/changed-questions'
import { countPairs, type PairCounts } from './count-pairs'
import { gaveUp } from './gave-up'
import { type Everybody, everybody, type KnownPrincipal } from './everybody'
import { principalSources } from './principal-sources'
import { remembering } from './remembering'
import { sampleRow } from './sample-row'

/** What a change of the policies changes in a database. */
export interface PolicyImpact {
  /** How many principals there are. */
  readonly principals: number
  /** Of each class that anybody belongs to. */
  readonly classes: readonly { readonly name: string; readonly principals: number }[]
  readonly changes: readonly ImpactChange[]
}

/** Cells of one type that somebody gains, or loses, by the same change of conditions. */
export interface ImpactChange {
  readonly type: string
  /** Each of them counts one cell a row. */
  readonly questions: readonly Question[]
  readonly direction: 'gains' | 'loses'
  readonly outcome: ImpactCount | { readonly kind: 'not counted'; readonly why: string }
}

export interface ImpactCount extends Share {
  readonly kind: 'counted'
  /**
   * The same by class; classes overlap, so these do not add up. Classes of which the same principals are affected
   * stand together, the smallest class first; those of which nobody is are left out.
   */
  readonly classes: readonly (Share & { readonly names: readonly string[] })[]
}

export interface Share {
  readonly cells: number
  readonly rows: number
  readonly principals: number
  readonly users: number
  /** A few of the principals, each with one of the rows. */
  readonly samples: readonly Sample[]
}

export interface Sample {
  readonly principal: KnownPrincipal
  /** `Invoice:17` */
  readonly row: string
}

export interface ImpactQuestion {
  readonly base: Side
  readonly head: Side
  readonly model: Model
  readonly database: Database
  /** Holds the clock. */
  readonly slots: Slots
  /** Whether a difference can exist in any world: what cannot need not be counted. */
  readonly isPossible?: (type: string, condition: Condition) => Promise<boolean>
}

/** Counts every changed cell, gained or lost, for everybody who can ask anything of the database. */
export async function policyImpact(question: ImpactQuestion): Promise<PolicyImpact> {
  const asked = { ...question, database: remembering(question.database) }
  const changed = changedQuestions(asked.base, asked.head)
  const classes = bothClasses(asked.base.set, asked.head.set)
  const all = await everybody({ ...asked, classes }).catch((problem: unknown) => {
    throw gaveUp(problem) === null ? problem : new Error(gaveUp(problem) ?? '')
  })
  const changes: ImpactChange[] = []
  for (const { type, questions, before, after } of changed) {
    const differences = [
      ['gains', allOf([after, negate(before)])],
      ['loses', allOf([before, negate(after)])],
    ] as const
    for (const [direction, condition] of differences) {
      if ((await asked.isPossible?.(type, condition)) === false) continue
      const outcome = await counted(asked, { type, condition, cells: questions.length }, all)
      if (outcome.kind === 'counted' && outcome.rows === 0) continue
      changes.push({ type, questions, direction, outcome })
    }
  }
  const sizes = [...all.classes].map(([name, principals]) => ({ name, principals }))
  return { principals: all.principals, classes: sizes, changes }
}

interface Difference {
  readonly type: string
  readonly condition: Condition
  /** How many cells of a row differ by it. */
  readonly cells: number
}

async function counted(
  asked: ImpactQuestion,
  difference: Difference,
  all: Everybody,
): Promise<ImpactChange['outcome']> {
  const affected: Affected[] = []
  try {
    for (const source of principalSources) {
      const type = typeOf(asked.model, difference.type)
      const counts: PairCounts = await countPairs({ ...asked, type, source }, difference.condition)
      for (const [key, count] of counts) affected.push({ principal: all.get(source, key), ...count })
    }
    const inOrder = affected.sort((left, right) => left.principal.place - right.principal.place)
    const classes = []
    for (const { names, members } of byClass(inOrder, all.classes)) {
      classes.push({ names, ...(await shareOf(members, asked, difference)) })
    }
    return { kind: 'counted', ...(await shareOf(inOrder, asked, difference)), classes }
  } catch (problem) {
    const why = gaveUp(problem)
    if (why === null) throw problem
    return { kind: 'not counted', why }
  }
}

interface Affected {
  readonly principal: KnownPrincipal
  readonly rows: number
  readonly first?: number
}

function byClass(
  affected: readonly Affected[],
  sizes: ReadonlyMap<string, number>,
): readonly { readonly names: readonly string[]; readonly members: readonly Affected[] }[] {
  const found = new Map<string, { readonly names: string[]; readonly members: readonly Affected[] }>()
  const smallestFirst = [...sizes].sort(([, left], [, right]) => left - right)
  for (const [name] of smallestFirst) {
    const members = affected.filter(({ principal }) => principal.classes.includes(name))
    if (members.length === 0) continue
    const key = members.map(({ principal }) => principal.place).join(' ')
    const known = found.get(key) ?? { names: [], members }
    found.set(key, known)
    known.names.push(name)
  }
  return [...found.values()]
}

const SAMPLES = 3

async function shareOf(
  affected: readonly Affected[],
  asked: ImpactQuestion,
  difference: Difference,
): Promise<Share> {
  const rows = affected.reduce((sum, one) => sum + one.rows, 0)
  const users = new Set(affected.flatMap(({ principal }) => principal.principal.user?.id ?? []))
  const samples: Sample[] = []
  for (const { principal, first } of affected.slice(0, SAMPLES)) {
    const id = first ?? (await sampleRow(asked, difference, principal.principal))
    samples.push({ principal, row: `${difference.type}:${id}` })
  }
  return { cells: rows * difference.cells, rows, principals: affected.length, users: users.size, samples }
}

import type { AccessMode } from '../../query/redactions'
import { bindPolicy } from '../../policy/bind-policy'
import type { Principal } from '../../policy/principal'
import { random } from '../../services/random'
import type { Bench } from './bench'
import { changeWorld, type Changed } from './change-world'
import type { OwnPlace } from './door'
import type { Seeing, WorldView } from './world-view'
import { worldView } from './world-view'
import { type WrittenOperation, writeOperation, type Words } from './write-operation'

export interface Trial {
  readonly name: string
  readonly principal: Principal
  readonly seed: number
  /** How many operations are asked before and after. */
  readonly operations: number
  /** Writes each of them; made from the schema if not said. */
  readonly write?: (words: Words) => WrittenOperation
  /** How withheld cells are told; `redact` if not said. */
  readonly mode?: AccessMode
  /** How the same is asked by another way, over HTTP for one: the text of the whole answer. */
  readonly send?: (asked: Sent) => Promise<string>
  /** Tables that stay as they are: who asks is no part of the question where sessions are looked up. */
  readonly untouched?: readonly string[]
}

export interface Sent {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

export interface Compared {
  readonly pairs: number
  /** Answers with rows in them: pairs that could have differed. */
  readonly telling: number
  readonly refused: number
  readonly changed: Changed
  readonly differences: readonly Difference[]
}

/** An answer that something hidden has changed. */
export interface Difference {
  readonly who: string
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly before: string
  readonly after: string
}

/** Asks, changes what the principal may not see, asks the same again, and undoes the change. */
export async function compareAnswers(bench: Bench, trial: Trial): Promise<Compared> {
  const seeing = seeingAs(bench, trial.principal)
  const view = await worldView(seeing, bench.world)
  const asked = await askAll(bench, trial, view)
  const differences: Difference[] = []
  await bench.runner.startTransaction()
  try {
    const entities = bench.dataSource.entityMetadatas.filter(
      (one) => trial.untouched?.includes(one.tableName) !== true,
    )
    const chance = random(trial.seed, `changes for ${trial.name}`)
    const isOwn = (place: OwnPlace): boolean => bench.doors.isOwn(trial.principal, place)
    const changed = await changeWorld({ bench, entities, view, random: chance, isOwn }, seeing)
    for (const { text, variables, answer: before } of asked) {
      const after = await ask(bench, trial, { query: text, variables })
      if (after !== before) differences.push({ who: trial.name, text, variables, before, after })
    }
    const telling = asked.filter(({ answer }) => /"id":|"[a-zA-Z]+\d":|"bytes":/.test(answer)).length
    const refused = asked.filter(({ answer }) => answer.startsWith('{"errors"')).length
    return { pairs: asked.length, telling, refused, changed, differences }
  } finally {
    await bench.runner.rollbackTransaction()
  }
}

/** With whose eyes the world is looked at. */
export function seeingAs({ model, policies, runner, now }: Bench, principal: Principal): Seeing {
  return { model, policies, principal, runner, now }
}

interface AskedBefore {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly answer: string
}

async function askAll(bench: Bench, trial: Trial, view: WorldView): Promise<readonly AskedBefore[]> {
  const { schema, model, policies, world, now } = bench
  const { view: policy } = bindPolicy(policies, trial.principal, now)
  const chance = random(trial.seed, `operations of ${trial.name}`)
  const { doors } = bench.doors
  const words = { schema, model, policy, world, view, random: chance, doors }
  const { write = writeOperation } = trial
  const asked: AskedBefore[] = []
  for (let index = 0; index < trial.operations; index += 1) {
    const { text, cursors, variables: given } = write(words)
    const variables = given ?? { cursor: await cursorFor(bench, trial.principal, { text, cursors }) }
    asked.push({ text, variables, answer: await ask(bench, trial, { query: text, variables }) })
  }
  return asked
}

async function ask(bench: Bench, trial: Trial, { query: text, variables }: Sent): Promise<string> {
  const { send, principal: as, mode = 'redact' } = trial
  if (send !== undefined) return send({ query: text, variables })
  return JSON.stringify(await bench.ask({ text, as, variables, mode }))
}

/** One of the cursors that the same list has given before, chosen by the text so that it is chosen again alike. */
async function cursorFor(
  bench: Bench,
  as: Principal,
  { cursors, text }: Pick<WrittenOperation, 'cursors' | 'text'>,
): Promise<string | null> {
  if (cursors === undefined) return null
  const { data } = await bench.ask({ text: cursors, as })
  const [list] = Object.values(
    (data ?? {}) as Record<string, { readonly edges: readonly { readonly cursor: string }[] } | null>,
  )
  const edges = list?.edges ?? []
  return edges[text.length % Math.max(1, edges.length)]?.cursor ?? null
}

import type { DataSource, QueryRunner } from 'typeorm'
import { random } from '../../../schema/world/generated/random'
import type { Principal } from '../../../src/policy/principal'
import { bindPolicy } from '../../../src/policy/bind-policy'
import type { SqlRow } from '../../../src/query/database'
import { NOON, realEngine, type RealEngine } from '../../support/real-engine'
import { type Changed, changeWorld } from './change-world'
import { factColumns } from './fact-columns'
import { type StoredWorld, storedWorld } from './stored-world'
import { worldView } from './world-view'
import { writeOperation, type WrittenOperation } from './write-operation'

/** Where answers before and after are compared: one connection, so that changes are undone as one. It ends with its database. */
export interface Bench {
  readonly engine: RealEngine
  readonly dataSource: DataSource
  readonly runner: QueryRunner
  readonly facts: ReadonlySet<string>
  /** As it is before every change, and after it is undone. */
  readonly world: StoredWorld
}

export async function openBench(dataSource: DataSource): Promise<Bench> {
  const runner = dataSource.createQueryRunner()
  await runner.connect()
  const embedded = dataSource.options.type === 'better-sqlite3'
  // WHY: rules of the business (gross = net + vat) would spare single cells of a row; nobody's view depends on them.
  await runner.query(
    embedded ? 'PRAGMA ignore_check_constraints = ON' : 'SET SESSION check_constraint_checks = 0',
  )
  const query = async (
    text: string,
    parameters: readonly (string | number | null)[],
  ): Promise<readonly SqlRow[]> =>
    // The driver's rows are untyped: they have the columns that the engine asked for.
    (await runner.query(text, [...parameters])) as readonly SqlRow[]
  const engine = realEngine(dataSource, { database: { query } })
  return {
    engine,
    dataSource,
    runner,
    facts: factColumns(engine.mandate.model, engine.mandate.policies),
    world: await storedWorld(runner, dataSource.entityMetadatas),
  }
}

export interface Trial {
  readonly name: string
  readonly principal: Principal
  readonly seed: number
  readonly operations: number
  /** How the same is asked by another way, over HTTP for one: the text of the whole answer. */
  readonly send?: (asked: Sent) => Promise<string>
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

export interface Difference {
  readonly who: string
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly before: string
  readonly after: string
}

/** Asks, changes what the principal may not see, asks the same again, and undoes the change. */
export async function compareAnswers(bench: Bench, trial: Trial): Promise<Compared> {
  const { engine, runner } = bench
  const { principal } = trial
  const { schema, model, policies } = engine.mandate
  // Who asks is no part of the question: sessions stay as they are.
  const entities = bench.dataSource.entityMetadatas
  const changeable = entities.filter((one) => one.tableName !== 'sessions')
  const { world } = bench
  const seeing = { model, policies, principal, runner }
  const view = await worldView(seeing, world)
  const { view: policy } = bindPolicy(policies, principal, NOON)
  const words = {
    schema,
    model,
    policy,
    world,
    view,
    random: random(trial.seed, `operations of ${trial.name}`),
  }
  const asked: Asked[] = []
  for (let index = 0; index < trial.operations; index += 1) {
    const operation = writeOperation(words)
    asked.push(await ask(bench, trial, { operation, cursor: await cursorFor(bench, principal, operation) }))
  }
  const differences: Difference[] = []
  await runner.startTransaction()
  try {
    const chance = random(trial.seed, `changes for ${trial.name}`)
    const scene = { model, entities: changeable, world, view, random: chance, runner }
    const changed = await changeWorld(scene, seeing, bench.facts)
    for (const before of asked) {
      const after = await ask(bench, trial, before)
      if (after.answer === before.answer) continue
      differences.push({
        who: trial.name,
        text: before.operation.text,
        variables: { cursor: before.cursor },
        before: before.answer,
        after: after.answer,
      })
    }
    const telling = asked.filter(({ answer }) => /"id":|"[a-zA-Z]+\d":/.test(answer)).length
    const refused = asked.filter(({ answer }) => answer.startsWith('{"errors"')).length
    return { pairs: asked.length, telling, refused, changed, differences }
  } finally {
    await runner.rollbackTransaction()
  }
}

interface Asked {
  readonly operation: WrittenOperation
  readonly cursor: string | null
  readonly answer: string
}

async function ask(
  { engine }: Bench,
  { principal: as, send }: Trial,
  { operation, cursor }: Pick<Asked, 'operation' | 'cursor'>,
): Promise<Asked> {
  const { text } = operation
  const variables = { cursor }
  const answer =
    send === undefined
      ? JSON.stringify(await engine.ask({ text, as, variables }))
      : await send({ query: text, variables })
  return { operation, cursor, answer }
}

/** One of the cursors that the same list has given before, chosen by the text so that it is chosen again alike. */
async function cursorFor(
  { engine }: Bench,
  as: Principal,
  { cursors, text }: WrittenOperation,
): Promise<string | null> {
  if (cursors === undefined) return null
  const { data } = await engine.ask({ text: cursors, as })
  const [list] = Object.values(
    (data ?? {}) as Record<string, { readonly edges: readonly { readonly cursor: string }[] } | null>,
  )
  const edges = list?.edges ?? []
  return edges[text.length % Math.max(1, edges.length)]?.cursor ?? null
}

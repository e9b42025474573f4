import { type DataSource } from 'typeorm'
import { type ExampleWorld, type MutationExample } from '../../../schema/noun-proofs'
import { demoPassword } from '../../../schema/world/demo-password'
import { idOf } from '../../../schema/world/demo/demo-world'
import { type Principal } from '../../../src/policy/principal'
import { actingAs, everybody } from '../../support/acting-as'
import { mutations } from './mutations'
import { type Answer, onStage, type Row, type Stage } from './stage'
import { type Judge, judgeOf, type Verdict } from './verdicts'
import { documentFor } from './written-schema'

/** The demo world on stage: who there is, what there is, and what everybody may. */
export interface Scene {
  readonly stage: Stage
  readonly people: ReadonlyMap<string, Principal>
  readonly world: ExampleWorld
  readonly judge: (type: string) => Promise<Judge>
}

export type Input = Readonly<Record<string, unknown>>

/** A mutation for one persona and one row, and what the policy says of it. */
export interface Candidate {
  readonly mutation: string
  readonly facts: MutationExample
  readonly persona: string
  readonly principal: Principal
  readonly row: Row
  readonly expected: Verdict
}

/** Opens a stage with everybody on it. */
export async function onScene<Result>(
  dataSource: DataSource,
  work: (scene: Scene) => Promise<Result>,
): Promise<Result> {
  const people = new Map<string, Principal>()
  for (const persona of everybody) people.set(persona, await actingAs(dataSource, persona))
  return onStage(dataSource, async (stage) => {
    const stored = new Map<string, readonly Row[]>()
    for (const { tableName } of dataSource.entityMetadatas) {
      stored.set(tableName, await stage.rows(tableName))
    }
    const judges = new Map<string, Judge>()
    const judge = async (type: string) => {
      const known = judges.get(type) ?? (await judgeOf(stage, type))
      judges.set(type, known)
      return known
    }
    const world = { rows: (table: string) => stored.get(table) ?? [], idOf, password: demoPassword }
    return work({ stage, people, world, judge })
  })
}

/** Every persona and every row that a mutation could be tried on. */
export async function candidatesFor(
  { people, judge }: Scene,
  mutation: string,
): Promise<readonly Candidate[]> {
  const facts = factsOf(mutation)
  const { rows, verdict } = await judge(facts.target)
  return [...people].flatMap(([persona, principal]) => {
    const own = principal.organisation?.id ?? 1
    return rows
      .filter(({ id }) => facts.field !== null || Number(id) === own)
      .map((row) => ({
        ...{ mutation, facts, persona, principal, row },
        expected: actsOnNothing(principal, facts)
          ? 'NOT_FOUND'
          : verdict(principal, facts, Number(row['id'])),
      }))
  })
}

/** Who acts in no Organisation has none to do it in, whatever they see of others: staff on a visit. */
function actsOnNothing({ user, organisation }: Principal, { field }: MutationExample): boolean {
  return user !== null && organisation === null && field === null
}

export function factsOf(mutation: string): MutationExample {
  const facts = mutations[mutation]
  if (facts === undefined) throw new Error(`Nothing is known of ${mutation}`)
  return facts
}

export function asking({ stage }: Scene, { mutation, principal }: Candidate, input: Input): Promise<Answer> {
  return stage.ask(principal, documentFor(stage.mandate.schema, mutation), input)
}

/** Those whose shortest input is accepted, at most so many, each of another User. */
export async function acceptedFor(
  scene: Scene,
  mutation: string,
  most: number,
): Promise<readonly (Candidate & { readonly input: Input })[]> {
  const found: (Candidate & { readonly input: Input })[] = []
  for (const candidate of await candidatesFor(scene, mutation)) {
    if (found.length === most) break
    const { expected, principal, facts, row } = candidate
    if (expected !== 'ALLOWED' || found.some((one) => one.principal.user?.id === principal.user?.id)) continue
    const input = facts.minimal(row, scene.world)
    const { data } = await scene.stage.undone(() => asking(scene, candidate, input))
    if (data[mutation].userErrors.length === 0) found.push({ ...candidate, input })
  }
  return found
}

import { type DocumentNode, execute, getOperationAST } from 'graphql'
import { type Principal } from '../../../src/policy/principal'
import { type QueryEngine } from '../../../src/read/engine'
import { resolveField } from '../../../src/read/schema/annotations'
import { type Verdict, type Verdicts } from './verdict'

/** What the planned reads answered: the verdicts they show, and the objects themselves. */
export interface SqlAnswers {
  readonly verdicts: Verdicts
  readonly objects: ReadonlyMap<string, ReadonlyMap<number, Answered>>
  /** What `totalCount` said of each type's list. */
  readonly counts: ReadonlyMap<string, number>
}

export type Answered = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly access: { readonly readable: readonly string[]; readonly can: readonly string[] }
}

export interface SqlQuestion {
  readonly engine: QueryEngine
  /** One list of everything for each type, under the name of the type. */
  readonly document: DocumentNode
  readonly now: Date
}

/** What the planned reads say of every row. */
export async function readWithSql(question: SqlQuestion, principal: Principal): Promise<SqlAnswers> {
  const objects = new Map<string, ReadonlyMap<number, Answered>>()
  const counts = new Map<string, number>()
  for (const [type, list] of Object.entries(await readLists(question, principal))) {
    objects.set(type, new Map(list.nodes.map((node) => [keyOf(node), node])))
    counts.set(type, list.totalCount)
  }
  return { verdicts: verdictsOf(objects), objects, counts }
}

/** Runs an operation as it would be served: planned, read with SQL, completed by graphql-js. */
export async function readLists(
  { engine, document, now }: SqlQuestion,
  principal: Principal,
): Promise<Readonly<Record<string, Listed>>> {
  const operation = getOperationAST(document)
  if (operation === null || operation === undefined) throw new Error('The document holds no operation')
  const prepared = engine.prepare({
    document,
    operation,
    variables: {},
    principal,
    accessMode: 'redact',
    now,
  })
  const { data, errors } = await execute({
    schema: engine.schema,
    document,
    contextValue: prepared,
    fieldResolver: resolveField,
  })
  const [error] = errors ?? []
  if (error !== undefined) throw error.originalError ?? error
  return data as Readonly<Record<string, Listed>> // the documents here ask for lists only
}

interface Listed {
  readonly totalCount: number
  readonly nodes: readonly Answered[]
}

function verdictsOf(objects: SqlAnswers['objects']): Verdicts {
  return new Map(
    [...objects].map(([type, rows]) => [
      type,
      new Map([...rows].map(([id, answered]): [number, Verdict] => [id, verdictOf(answered)])),
    ]),
  )
}

export function verdictOf({ access }: Answered): Verdict {
  const readable = new Set(access.readable.filter((field) => field !== 'id'))
  return { known: true, readable, can: new Set(access.can) }
}

/** `Invoice:7` → 7 */
export function keyOf({ id }: Pick<Answered, 'id'>): number {
  return Number(id.split(':')[1])
}

import { type CedarValueJson } from '@cedar-policy/cedar-wasm/nodejs'
import { type SlotValue } from '../../../src/policy/compile/class-policy'
import { type PathTree } from '../../../src/policy/condition-paths'
import { type Row } from '../../../src/policy/evaluate/match'
import { type Model, type TypeModel, typeOf } from '../../../src/read/schema/model'
import { type Projection } from './to-cedar'

interface Wanted {
  readonly type: TypeModel
  readonly paths: PathTree
  readonly projections: readonly Projection[]
}

type CedarRecord = Record<string, CedarValueJson>

/** A row's facts as a record: what is absent is left out. INVARIANT: values as they are, nothing decided. */
export function cedarRecord(model: Model, row: Row, { type, paths, projections }: Wanted): CedarRecord {
  const record: CedarRecord = {}
  for (const column of type.attributes.values()) {
    const value = valueAt(row, column.name)
    const [first = '', part] = column.name.split('.')
    const wanted =
      part === undefined
        ? paths.attributes.has(first)
        : (paths.relations.get(first)?.attributes.has(part) ?? false)
    if (wanted && value !== null) record[column.name] = cedarValue(value, column.type)
  }
  for (const [name, inner] of paths.relations) {
    const relation = type.relations.get(name)
    const target = row[name]
    if (relation === undefined || relation.many || typeof target !== 'object' || target === null) continue
    const below = projections
      .filter(({ steps }) => steps.length > 1 && steps[0] === name)
      .map((one) => ({ ...one, steps: one.steps.slice(1) }))
    record[name] = cedarRecord(model, target as Row, {
      type: typeOf(model, relation.target),
      paths: inner,
      projections: below,
    })
  }
  for (const { name, steps, values } of projections.filter((one) => one.steps.length === 1)) {
    const rows = row[steps[0] ?? '']
    if (!Array.isArray(rows)) continue
    record[name] = rows.map((one: Row) =>
      Object.fromEntries(
        values.flatMap((path) => {
          const value = path.reduce<unknown>((at, step) => (isRow(at) ? (at[step] ?? null) : null), one)
          return value === null ? [] : [[path.join('.'), value as CedarValueJson]]
        }),
      ),
    )
  }
  return record
}

/** The principal and the moment, as the context of a request. */
export function cedarContext(slots: ReadonlyMap<string, SlotValue>): CedarRecord {
  return Object.fromEntries(
    [...slots].flatMap(([name, value]) =>
      value === null ? [] : [[name, cedarValue(value, name === 'now' ? 'timestamp' : 'string')]],
    ),
  )
}

function cedarValue(value: unknown, type: string): CedarValueJson {
  if (type !== 'date' && type !== 'timestamp') return value as CedarValueJson
  return { __extn: { fn: 'datetime', arg: String(value) } }
}

function valueAt(row: Row, name: string): unknown {
  // Linked rows keep embedded values under their whole name.
  return row[name] ?? null
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

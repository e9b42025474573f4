import { isEnumType, isObjectType } from 'graphql'
import {
  type ColumnModel,
  type FieldModel,
  isSortable,
  type TypeModel,
  typeOf,
} from '../../read/schema/model'
import { type OperationVocabulary } from './write-operation'

const DEEPEST = 2

/** `filter: …` over fields of the type, with values as they are really stored, withheld ones too. */
export function writeFilter(words: OperationVocabulary, type: TypeModel): string {
  return `filter: ${filter(words, type, 0)}`
}

/** `orderBy: …` by one to three keys. */
export function writeOrder(words: OperationVocabulary, type: TypeModel): string {
  const { random } = words
  const names = fieldsOf(words, type, ['column', 'money', 'id']).filter(([, answer]) => isSortable(answer))
  if (names.length === 0) return ''
  const keys = Array.from({ length: 1 + random.below(3) }, () => {
    const [name = 'id'] = names[random.below(names.length)] ?? []
    return `{ field: ${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}, direction: ${random.pick(['ASC', 'DESC'])} }`
  })
  return `orderBy: [${[...new Set(keys)].join(', ')}]`
}

function filter(words: OperationVocabulary, type: TypeModel, depth: number): string {
  const { random } = words
  const choice = random.below(100)
  if (depth < DEEPEST && choice < 12) return `{ not: ${filter(words, type, depth + 1)} }`
  if (depth < DEEPEST && choice < 30) {
    const parts = [filter(words, type, depth + 1), filter(words, type, depth + 1)]
    return `{ ${random.pick(['and', 'or'])}: [${parts.join(', ')}] }`
  }
  const kinds: readonly FieldModel['kind'][] =
    depth < DEEPEST ? ['id', 'column', 'money', 'one', 'list', 'connection'] : ['id', 'column', 'money']
  const fields = fieldsOf(words, type, kinds)
  const chosen = fields[random.below(fields.length)]
  if (chosen === undefined) return '{}'
  const [name, answer] = chosen
  return `{ ${name}: ${condition(words, { type, name, answer, depth })} }`
}

interface Asked {
  readonly type: TypeModel
  readonly name: string
  readonly answer: FieldModel
  readonly depth: number
}

function condition(words: OperationVocabulary, asked: Asked): string {
  const { random, model } = words
  const { type, name, answer, depth } = asked
  switch (answer.kind) {
    case 'one':
      return filter(words, typeOf(model, answer.relation.target), depth + 1)
    case 'list':
    case 'connection': {
      const target = answer.kind === 'list' ? answer.relation.target : answer.route.target
      const inner = random.percent(25) ? '{}' : filter(words, typeOf(model, target), depth + 1)
      return `{ ${random.pick(['some', 'none', 'every'])}: ${inner} }`
    }
    case 'id':
      return `{ ${random.pick(['eq', 'ne'])}: "${type.name}:${1 + random.below(40)}" }`
    case 'column':
      if (random.percent(25)) return `{ isNull: ${random.pick(['true', 'false'])} }`
      return scalar(words, asked, answer.column)
    case 'money':
      if (random.percent(25)) return `{ isNull: ${random.pick(['true', 'false'])} }`
      if (random.percent(20)) return `{ currency: "${random.pick(['CHF', 'EUR'])}" }`
      return scalar(words, asked, answer.column)
    case 'embedded':
    case 'same':
    case 'own':
      throw new Error(`${type.name}.${name} has no filter`)
  }
}

function scalar(words: OperationVocabulary, { type, name, answer }: Asked, column: ColumnModel): string {
  const { random } = words
  const stored = valueOf(words, type, column)
  const value = stored === null ? '1' : String(stored)
  if (column.derived && column.type === 'int' && answer.kind !== 'money') return `{ gte: ${random.below(5)} }`
  if (answer.kind === 'money' || (answer.kind === 'column' && answer.scale === 'rate')) {
    const places = answer.kind === 'money' ? 2 : 4
    const digits = (/^\d+$/.test(value) ? value : '1000').padStart(places + 1, '0')
    return `{ ${random.pick(ordered)}: "${digits.slice(0, -places)}.${digits.slice(-places)}" }`
  }
  switch (column.type) {
    case 'bool':
      return `{ ${random.pick(['eq', 'ne'])}: ${random.pick(['true', 'false'])} }`
    case 'int':
      return `{ ${random.pick(ordered)}: ${/^\d+$/.test(value) ? value : '1'} }`
    case 'date':
      return `{ ${random.pick(ordered)}: "${stored === null ? '2026-01-01' : value}" }`
    case 'timestamp':
      return `{ ${random.pick(ordered)}: "${stored === null ? '2026-01-01T00:00:00.000Z' : `${value.replace(' ', 'T')}Z`}" }`
    case 'string': {
      if (column.values !== undefined && isEnumeration(words, type, name)) {
        const word = stored === null ? String(column.values[0]) : value
        return random.pick([`{ eq: ${word} }`, `{ ne: ${word} }`, `{ in: [${word}] }`])
      }
      if (namedType(words, type, name) === 'ID') {
        return `{ ${random.pick(['eq', 'ne'])}: ${JSON.stringify(value)} }`
      }
      const operator = random.pick(['eq', 'ne', 'startsWith', 'contains'] as const)
      const part =
        operator === 'startsWith' ? value.slice(0, 3) : operator === 'contains' ? value.slice(1, 4) : value
      return `{ ${operator}: ${JSON.stringify(part)} } `
    }
  }
}

const ordered = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const

/** Some enumerations of the tables are plain texts in the schema. */
function isEnumeration(words: OperationVocabulary, type: TypeModel, name: string): boolean {
  return isEnumType(words.schema.getType(namedType(words, type, name)))
}

/** The type of a field in the schema, without list and non-null. */
function namedType({ schema }: OperationVocabulary, type: TypeModel, name: string): string {
  const object = schema.getType(type.name)
  if (!isObjectType(object)) return ''
  return String(object.getFields()[name]?.type).replace(/[![\]]/g, '')
}

/** What some row really holds there, hidden or not. */
function valueOf(
  { world, random }: OperationVocabulary,
  type: TypeModel,
  column: ColumnModel,
): string | number | null {
  const table = world.tables.get(type.table)
  const name = /^t\.`(.+)`$/.exec(column.sql('t'))?.[1] ?? ''
  const at = table?.columns.indexOf(name) ?? -1
  return table?.rows[random.below(table.rows.length)]?.[at] ?? null
}

function fieldsOf(
  { policy, random }: OperationVocabulary,
  type: TypeModel,
  kinds: readonly FieldModel['kind'][],
) {
  const rules = policy.type(type.name)
  // A field that is never visible is refused: worth asking now and then, not always.
  return [...type.answers].filter(
    ([name, answer]) =>
      kinds.includes(answer.kind) &&
      // A list of words is neither filtered nor ordered by.
      !(answer.kind === 'column' && answer.scale === 'words') &&
      (name === 'id' || rules.field(name).kind !== 'never' || random.percent(4)),
  )
}

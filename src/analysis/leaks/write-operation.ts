import { type GraphQLSchema } from 'graphql'
import { type Random } from '../../platform/crypto/random'
import { type ClassPolicy } from '../../policy/compile/class-policy'
import { summable } from '../../read/schema/list-arguments'
import { attributeOf, type FieldModel, type Model, type TypeModel, typeOf } from '../../read/schema/model'
import { addressText, type FileTarget, partsOf, rootLists, rootRows, searchedBy } from './scan-roots'
import { type StoredWorld } from './world-change'
import { type WorldView } from './world-view'
import { writeFilter, writeOrder } from './write-filter'

/** What operations are made of: the words of the schema, and values as they are stored, hidden ones too. */
export interface OperationVocabulary {
  readonly schema: GraphQLSchema
  readonly model: Model
  readonly policy: ClassPolicy
  readonly world: StoredWorld
  /** What the principal may see: most questions are about that. */
  readonly view: WorldView
  readonly random: Random
  /** Where there are other ways out than operations. */
  readonly fileTargets?: readonly FileTarget[]
}

/** One operation; where it pages on, `cursors` asks for the cursors that `$cursor` may be. */
export interface WrittenOperation {
  readonly text: string
  readonly cursors?: string | undefined
  /** Those of an operation that somebody else wrote. */
  readonly variables?: Readonly<Record<string, unknown>>
}

const DEEPEST = 3

/** A random operation made from the schema, as a caller might write it, or an attacker. */
export function writeOperation(words: OperationVocabulary): WrittenOperation {
  const { random } = words
  if ((words.fileTargets?.length ?? 0) > 0 && random.percent(15)) return writeAddress(words)
  const choice = random.below(100)
  if (choice < 70) return writeList(words)
  if (choice < 80) return { text: `{ ${writeById(words, 'one')} ${writeById(words, 'other')} }` }
  if (choice < 88) return { text: writeNodes(words) }
  if (choice < 91) return { text: writeViewer(words) }
  if (choice < 96) return { text: writeEmptyEdge(words) ?? writeNodes(words) }
  const lists = [writeList(words), writeList(words)].map((one, index) =>
    one.text
      .replace(/^query [^{]*/, '')
      .replace(/^\{ /, `l${index}: `)
      .replace(/ \}$/, ''),
  )
  return lists.some((one) => one.includes('$cursor')) ? writeList(words) : { text: `{ ${lists.join(' ')} }` }
}

/** One address of a file, of rows that may be known and others. */
export function writeAddress(words: OperationVocabulary): WrittenOperation {
  const { fileTargets = [], model, random } = words
  const addresses = entryOf(fileTargets, random).addresses((type) => anyId(words, typeOf(model, type)))
  return { text: addressText(entryOf(addresses, random)) }
}

function writeList(words: OperationVocabulary): WrittenOperation {
  const { random } = words
  const lists = [...rootLists(words.schema)]
  const known = lists.filter(([, type]) => (words.view.get(type)?.size ?? 0) > 0)
  const [field, type] = entryOf(known.length > 0 && random.percent(80) ? known : lists, random)
  const model = typeOf(words.model, type)
  const shape = [
    random.percent(45) ? writeFilter(words, model) : '',
    random.percent(60) ? writeOrder(words, model) : '',
  ]
  const boxes = searchedBy(words.schema, field)
  if (boxes.length > 0 && random.percent(40)) shape.push(writeSearch(words, model, boxes))
  else if (model.searched !== undefined && random.percent(25))
    shape.push(writeSearch(words, model, model.searched))
  const selection = connection(words, { type: model, depth: 0 })
  const page = pageOf(random, random.percent(3))
  if (!random.percent(25)) return { text: `{ ${field}${argumentsOf([...shape, page])} ${selection} }` }
  const way = random.percent(50) ? 'after' : 'before'
  return {
    text: `query ($cursor: String) { ${field}${argumentsOf([...shape, page, `${way}: $cursor`])} ${selection} }`,
    cursors: `{ ${field}${argumentsOf([...shape, 'first: 100'])} { edges { cursor } } }`,
  }
}

/** `search: …` for a text that some row holds where the list looks, or for a part of it, in any case. */
function writeSearch(words: OperationVocabulary, type: TypeModel, paths: readonly string[]): string {
  const { world, random } = words
  const { owner, name } = endOf(words, type, entryOf(paths, random).split('.'))
  const table = world.tables.get(owner.table)
  const column = /^t\.`(.+)`$/.exec(attributeOf(owner, name).sql('t'))?.[1] ?? ''
  const at = table?.columns.indexOf(column) ?? -1
  const found = String(table?.rows[random.below(table.rows.length)]?.[at] ?? 'x')
  const part = random.percent(60) ? found : found.slice(2, 6)
  return `search: ${JSON.stringify(random.percent(30) ? part.toUpperCase() : part)}`
}

/** The field at the end of a path, and the type it belongs to. */
function endOf(
  words: OperationVocabulary,
  type: TypeModel,
  [name = '', ...rest]: readonly string[],
): { readonly owner: TypeModel; readonly name: string } {
  if (rest.length === 0) return { owner: type, name }
  const answer = type.answers.get(name)
  if (answer?.kind !== 'one' && answer?.kind !== 'list') throw new Error(`${type.name}.${name} leads nowhere`)
  return endOf(words, typeOf(words.model, answer.relation.target), rest)
}

function pageOf(random: Random, wrong: boolean): string {
  if (wrong)
    return random.pick(['first: 101', 'first: -1', 'last: 1000', 'first: 2, last: 2', 'after: "nonsense"'])
  return random.pick(['', '', 'first: 1', 'first: 3', 'last: 2', 'first: 100', 'first: 0', 'last: 7'])
}

interface Place {
  readonly type: TypeModel
  readonly depth: number
}

function connection(words: OperationVocabulary, place: Place): string {
  const { random } = words
  const parts: string[] = []
  if (random.percent(30)) parts.push('totalCount')
  if (random.percent(25)) parts.push('pageInfo { hasNextPage hasPreviousPage startCursor endCursor }')
  const sums = summable(place.type).filter((name) => !isNever(words, place.type, name) || random.percent(10))
  if (sums.length > 0 && random.percent(25))
    parts.push(`totals { currency count ${sums.map((name) => `${name} { amount currency }`).join(' ')} }`)
  if (random.percent(20)) parts.push(`edges { cursor node ${selection(words, place)} }`)
  if (parts.length === 0 || random.percent(80)) parts.push(`nodes ${selection(words, place)}`)
  return `{ ${parts.join(' ')} }`
}

function selection(words: OperationVocabulary, { type, depth }: Place): string {
  const { random } = words
  const fields = [...type.answers].filter(
    ([name, answer]) =>
      (depth < DEEPEST || isPlain(answer)) && (!isNever(words, type, name) || random.percent(8)),
  )
  const count = 1 + random.below(5)
  const parts = [type.isNode ? 'id' : '__typename']
  for (let index = 0; index < count && fields.length > 0; index += 1) {
    const [name, answer] = entryOf(fields, random)
    parts.push(
      `${random.percent(85) ? `${type.variable}${index}: ` : ''}${name}${output(words, { type, depth: depth + 1 }, answer)}`,
    )
  }
  if (type.isNode && random.percent(12)) parts.push('access { readable can }')
  // WHY aliases carry the type: fragments of several types may not give one name to fields of several kinds.
  // The same names would merge with other arguments: fields without an alias are kept once.
  const kept = parts.filter(
    (part, index) => parts.findIndex((other) => headOf(other) === headOf(part)) === index,
  )
  return random.percent(10) ? `{ ... on ${type.name} { ${kept.join(' ')} } }` : `{ ${kept.join(' ')} }`
}

function output(words: OperationVocabulary, { depth }: Place, answer: FieldModel): string {
  const { random } = words
  switch (answer.kind) {
    case 'id':
    case 'column':
    case 'own':
      return ''
    case 'money':
      return ' { amount currency }'
    case 'embedded':
      return ` { ${[...answer.parts.keys()].filter(() => random.percent(60)).join(' ') || '__typename'} }`
    case 'same':
      return ` ${sameSelection(words, answer.type)}`
    case 'one':
    case 'list':
      return ` ${selection(words, { type: typeOf(words.model, answer.relation.target), depth })}`
    case 'connection': {
      const type = typeOf(words.model, answer.route.target)
      const shape = [
        random.percent(35) ? writeFilter(words, type) : '',
        random.percent(35) ? writeOrder(words, type) : '',
        type.searched !== undefined && random.percent(10) ? writeSearch(words, type, type.searched) : '',
      ]
      const page = random.pick(['', 'first: 1', 'first: 2', 'last: 2', 'first: 5'])
      return `${argumentsOf([...shape, page])} ${connection(words, { type, depth })}`
    }
  }
}

/** Everything plain of an object that renames fields of a row, and a little of what it leads to. */
function sameSelection({ schema }: OperationVocabulary, typeName: string): string {
  const { plain, objects } = partsOf(schema, typeName)
  const inner = [...objects].map(([name, target]) => {
    const fields = partsOf(schema, target).plain.slice(0, 3)
    return `${name} { ${fields.join(' ') || '__typename'} }`
  })
  return `{ ${[...plain, ...inner].join(' ')} }`
}

function writeById(words: OperationVocabulary, key: string): string {
  const rows = [...rootRows(words.schema, words.model)]
  const known = rows.filter(([, type]) => (words.view.get(type)?.size ?? 0) > 0)
  const [name, typeName] = entryOf(known.length > 0 && words.random.percent(70) ? known : rows, words.random)
  const type = typeOf(words.model, typeName)
  return `${key}: ${name}(id: ${JSON.stringify(anyId(words, type))}) ${selection(words, { type, depth: 0 })}`
}

/** An edge that leads nowhere the principal can see: whether it leads anywhere at all must not show. */
function writeEmptyEdge({ model, view, random }: OperationVocabulary): string | undefined {
  const found = [...view].flatMap(([type, rows]) =>
    [...rows].flatMap(([id, { values }]) =>
      [...values].flatMap(([name, value]) => {
        const known = model.types.get(type)
        const edge = value === null && known?.isNode === true && known.answers.get(name)?.kind === 'one'
        return edge ? [`{ node(id: "${type}:${id}") { ... on ${type} { ${name} { __typename } } } }`] : []
      }),
    ),
  )
  return found.length === 0 ? undefined : entryOf(found, random)
}

function writeNodes(words: OperationVocabulary): string {
  const types = [...words.model.types.values()].filter((type) => type.isNode)
  const ids = Array.from({ length: 1 + words.random.below(6) }, () =>
    anyId(words, entryOf(types, words.random)),
  )
  const fragments = types
    .filter(() => words.random.percent(30))
    .map((type) => `... on ${type.name} ${selection(words, { type, depth: 2 })}`)
  return `{ nodes(ids: ${JSON.stringify(ids)}) { id __typename ${fragments.join(' ')} } node(id: ${JSON.stringify(ids[0])}) { id } }`
}

function anyId({ world, view, random }: OperationVocabulary, type: TypeModel): string {
  const visible = [...(view.get(type.name)?.keys() ?? [])]
  if (visible.length > 0 && random.percent(60)) return `${type.name}:${entryOf(visible, random)}`
  if (random.percent(10))
    return random.pick([
      '',
      'nonsense',
      `${type.name}:0`,
      `${type.name}:-1`,
      `${type.variable}:1`,
      `${type.name}:999999`,
    ])
  const rows = world.tables.get(type.table)?.rows ?? []
  return `${type.name}:${Number(rows[random.below(rows.length)]?.[0] ?? 1)}`
}

function writeViewer(words: OperationVocabulary): string {
  const { plain, objects } = partsOf(words.schema, 'Viewer')
  const parts = [...objects]
    .filter(([, type]) => words.model.types.has(type) && words.random.percent(60))
    .map(([name, type]) => `${name} ${selection(words, { type: typeOf(words.model, type), depth: 1 })}`)
  return `{ viewer { ${[...plain, ...parts].join(' ')} } }`
}

function isPlain(answer: FieldModel): boolean {
  return answer.kind === 'id' || answer.kind === 'column' || answer.kind === 'money'
}

function isNever({ policy }: OperationVocabulary, type: TypeModel, name: string): boolean {
  return name !== 'id' && policy.type(type.name).field(name).kind === 'never'
}

function headOf(part: string): string {
  return /^\w+/.exec(part)?.[0] ?? part
}

function argumentsOf(parts: readonly string[]): string {
  const given = parts.filter((part) => part !== '')
  return given.length === 0 ? '' : `(${given.join(', ')})`
}

function entryOf<T>(entries: readonly T[], random: Random): T {
  const found = entries[random.below(entries.length)]
  if (found === undefined) throw new Error('Nothing to choose from')
  return found
}

// WHY above 400 lines: selection, edge and connection plan each other; two files would import each other in a circle.
import { type FieldNode } from 'graphql'
import { allOf, type Condition, FALSE, TRUE } from '../../policy/condition'
import { assumed, prices } from '../price-list'
import { type AllowedMutation, mutationsOn } from '../schema/allowed-mutations'
import { summable } from '../schema/list-arguments'
import {
  answerOf,
  attributeOf,
  type ColumnModel,
  type ConnectionRoute,
  type FieldModel,
  type RelationModel,
  type TypeModel,
  typeOf,
} from '../schema/model'
import { type Fragment, joined, raw, sql } from '../sql/fragment'
import { maskedColumn } from './masked-sql'
import { planFilter } from './plan-filter'
import { planOrder } from './plan-order'
import { planPage } from './plan-page'
import { planSearch } from './plan-search'
import { type AccessRules, type Planning, rulesAlongEdge } from './planning'
import { answeredType, argumentsOf, nameOf, selectedParts, subfields } from './selected-fields'
import {
  type AccessWord,
  type ConnectionOutput,
  type ConnectionPlan,
  type CountPlan,
  type EdgePart,
  type Mask,
  RowFetch,
  type RowsEdge,
  type ScalarForm,
  type SelectionPlan,
  type TotalPart,
  type Value,
} from './selection-plan'

// WHY one file: a selection holds edges and lists, and each of them holds a selection again.

/** Plans what a selection set answers from each row of a fetch, and charges it once for each row. */
export function planSelection(
  planning: Planning,
  place: RowsPlace,
  nodes: readonly FieldNode[],
): SelectionPlan {
  planning.cost.estimated += place.rows * prices.object.units
  const type = place.fetch.rules.type
  const selected = [...subfields(planning, type.name, nodes)]
  const values = selected.map(([key, fields]) => {
    return planValue(planning, place, { key, name: nameOf(fields), fields })
  })
  return { values, coordinates: selected.map(([, fields]) => `${type.name}.${nameOf(fields)}`) }
}

/** The rows that a selection is answered from, and how many of them are expected at most. */
export interface RowsPlace {
  readonly fetch: RowFetch
  readonly rows: number
}

interface Selected {
  readonly key: string
  readonly name: string
  readonly fields: readonly FieldNode[]
}

function planValue(planning: Planning, place: RowsPlace, selected: Selected): Value {
  const { fetch } = place
  const { key, name } = selected
  const type = fetch.rules.type
  if (name === '__typename') return { key, kind: 'constant', value: type.name }
  if (name === 'access') return planAccess(planning, place, selected)
  const answer = answerOf(type, name)
  if (answer.kind === 'id') return { key, kind: 'id', type: type.name }
  const access = fetch.rules.field(name)
  if (access.kind === 'never') return { key, kind: 'withheld' }
  const mask = access.kind === 'always' ? undefined : fetch.mask(access.condition)
  if (mask !== undefined) planning.cost.estimated += place.rows * prices.masked.units
  return planAnswer(planning, place, { ...selected, answer, mask })
}

interface Answered extends Selected {
  readonly answer: Exclude<FieldModel, { kind: 'id' }>
  readonly mask: Mask
}

function planAnswer(planning: Planning, place: RowsPlace, asked: Answered): Value {
  const { fetch } = place
  const { key, name, fields, answer, mask } = asked
  switch (answer.kind) {
    case 'column':
      return { key, kind: 'scalar', column: fetch.column(answer.column, mask), mask, form: formOf(answer) }
    case 'money': {
      const amount = fetch.column(answer.column, mask)
      const currency = fetch.column(answer.currency, mask)
      return { key, kind: 'money', amount, currency, mask, parts: selectedParts(planning, 'Money', fields) }
    }
    case 'embedded':
      return {
        key,
        kind: 'embedded',
        mask,
        parts: embeddedParts(planning, fetch, { ...asked, columns: answer.parts }),
      }
    case 'own':
      return { key, kind: 'own', part: answer.part, mask }
    case 'same':
      return {
        key,
        kind: 'same',
        mask,
        selection: planSame(planning, place, { ...asked, names: answer.names }),
      }
    case 'one':
      return {
        key,
        kind: 'one',
        mask,
        edge: planRows(planning, place, { ...asked, relation: answer.relation, many: false }),
      }
    case 'list':
      return {
        key,
        kind: 'list',
        mask,
        edge: planRows(planning, place, { ...asked, relation: answer.relation, many: true }),
      }
    case 'connection': {
      const target = typeOf(planning.model, answer.route.target)
      const rules = rulesAlongEdge(planning, { owner: fetch.rules.type.name, field: name }, target)
      const values = argumentsOf(planning, fetch.rules.type, fields)
      const plan = planConnection(
        planning,
        { rules, route: answer.route, parents: place.rows, values },
        fields,
      )
      return { key, kind: 'connection', mask, plan }
    }
  }
}

function formOf(answer: Extract<FieldModel, { kind: 'column' }>): ScalarForm {
  if (answer.scale !== 'plain') return answer.scale
  switch (answer.column.type) {
    case 'int':
      return 'int'
    case 'bool':
      return 'bool'
    case 'timestamp':
      return 'instant'
    case 'string':
    case 'date':
      return 'text'
  }
}

function embeddedParts(
  planning: Planning,
  fetch: RowFetch,
  asked: Answered & { readonly columns: ReadonlyMap<string, ColumnModel> },
) {
  const typeName = answeredType(planning, fetch.rules.type, asked.name)
  return selectedParts(planning, typeName, asked.fields).map((part) => {
    const column = asked.columns.get(part.name)
    return column === undefined ? part : { ...part, column: fetch.column(column, asked.mask) }
  })
}

/** `rightsCheck { billing { … } }` is planned as `payer { … }` of the same row, under the rules of `payer`. */
function planSame(
  planning: Planning,
  place: RowsPlace,
  asked: Answered & { readonly names: ReadonlyMap<string, string> },
): SelectionPlan {
  const typeName = answeredType(planning, place.fetch.rules.type, asked.name)
  const { type } = place.fetch.rules
  const selected = [...subfields(planning, typeName, asked.fields)]
  const values = selected.map(([key, fields]): Value => {
    const name = nameOf(fields)
    const original = asked.names.get(name)
    if (original === undefined) return { key, kind: 'constant', value: typeName }
    return planValue(planning, place, { key, name: original, fields })
  })
  const original = (name: string): string => asked.names.get(name) ?? name
  return { values, coordinates: selected.map(([, fields]) => `${type.name}.${original(nameOf(fields))}`) }
}

function planRows(planning: Planning, place: RowsPlace, asked: Answered & RelationAsked): RowsEdge {
  const { fetch } = place
  const { relation } = asked
  const target = typeOf(planning.model, relation.target)
  const rows = asked.many ? place.rows * assumed.shortList : place.rows
  const behindEdge = rulesAlongEdge(planning, { owner: fetch.rules.type.name, field: asked.name }, target)
  const next = new RowFetch(behindEdge)
  planning.cost.estimated += prices.statement.units
  const selection = planSelection(planning, { fetch: next, rows }, asked.fields)
  const key = keyColumn(fetch.rules.type, relation.near)
  return {
    from: key === undefined ? undefined : fetch.column(key, asked.mask),
    far: relation.far,
    fetch: next,
    selection,
  }
}

interface RelationAsked {
  readonly relation: RelationModel
  readonly many: boolean
}

/** The foreign key a to-one edge follows; undefined where the edge leaves from the row's own id. */
function keyColumn(type: TypeModel, near: string): ColumnModel | undefined {
  if (attributeOf(type, 'id').sql('t') === `t.\`${near}\``) return undefined
  return {
    name: `→${near}`,
    type: 'int',
    nullable: true,
    derived: false,
    sql: (alias) => `${alias}.\`${near}\``,
  }
}

function planAccess(planning: Planning, { fetch, rows }: RowsPlace, { key, fields }: Selected): Value {
  const parts = selectedParts(planning, 'Access', fields)
  const { rules } = fetch
  const words = [...rules.type.answers.keys()].flatMap((name): AccessWord[] => {
    const access = rules.field(name)
    if (access.kind === 'never') return []
    return [{ name, mask: access.kind === 'always' ? undefined : fetch.mask(access.condition) }]
  })
  const actions = doneBy(planning, rules).flatMap(({ name, action, reads }): AccessWord[] => {
    const condition = allOf([rules.action(action), ...reads.map((field) => readable(rules, field))])
    if (condition.op === 'false') return []
    return [{ name, mask: condition.op === 'true' ? undefined : fetch.mask(condition) }]
  })
  const masks = [...words, ...actions].filter(({ mask }) => mask !== undefined).length
  planning.cost.estimated += rows * masks * prices.masked.units
  return { key, kind: 'access', parts, fields: words, actions }
}

function readable(rules: AccessRules, field: string): Condition {
  const access = rules.field(field)
  if (access.kind === 'conditional') return access.condition
  return access.kind === 'always' ? TRUE : FALSE
}

/** Where no mutation is named, the actions of the policies stand for themselves. */
function doneBy({ schema }: Planning, { type, actions }: AccessRules): readonly AllowedMutation[] {
  return mutationsOn(schema, type.name) ?? actions.map((action) => ({ name: action, action, reads: [] }))
}

/** Where a list stands: the rules of its rows, how they are reached, and for how many parents at once. */
interface ListPlace {
  readonly rules: AccessRules
  readonly route: ConnectionRoute | undefined
  readonly parents: number
  /** The coerced arguments: page, filter, order. */
  readonly values: Readonly<Record<string, unknown>>
  /** A condition of the field's own, such as the directory's search. */
  readonly extra?: Fragment
}

/** Every row source of a list calls the row `t`. */
const ROW = 't'

/** @throws BAD_USER_INPUT, INVALID_CURSOR: before any SQL. */
export function planConnection(
  planning: Planning,
  place: ListPlace,
  nodes: readonly FieldNode[],
): ConnectionPlan {
  const { rules, values } = place
  const type = rules.type
  const order = planOrder(planning, rules, values['orderBy'])
  const binding = JSON.stringify([
    planning.policy.version,
    type.name,
    values['orderBy'] ?? [],
    values['filter'] ?? {},
    place.route ?? null,
    place.extra ?? values['search'] ?? null,
  ])
  const page = planPage(planning.cursors, {
    values,
    binding,
    keys: order.length,
    largest: planning.largestPage,
  })
  const walked = walkedRows(place, page.size)
  const filtering = planning.cost.estimated
  const row = { rules, alias: ROW, rows: walked }
  const filter = planFilter(planning, row, values['filter'])
  // A list with a search of its own, such as the directory, has said so in `extra`.
  const search = place.extra ?? planSearch(planning, row, values['search'])
  const filterCost = planning.cost.estimated - filtering
  planning.cost.estimated += (order.length - 1) * walked * prices.compared.units
  const fetch = new RowFetch(rules)
  const rows = place.parents * page.size
  const outputs = [...subfields(planning, `${type.name}Connection`, nodes)].map(([key, fields]) =>
    planOutput(planning, { fetch, rows }, { key, name: nameOf(fields), fields }),
  )
  const needsRows = outputs.some(
    (one) => one.kind === 'nodes' || one.kind === 'edges' || one.kind === 'pageInfo',
  )
  if (needsRows) planning.cost.estimated += prices.statement.units
  const count = planCount(planning, rules, outputs)
  if (count !== undefined) {
    // A count walks every row of the list, and its statement filters once more.
    const sums = 1 + (count.totals?.sums.length ?? 0)
    planning.cost.estimated +=
      prices.statement.units + place.parents + sums * walked * prices.compared.units + filterCost
  }
  const narrowed = search === undefined ? filter : sql`(${filter} AND ${search})`
  return { fetch, route: place.route, filter: narrowed, order, page, binding, outputs, needsRows, count }
}

/** How many rows are taken to be walked for all parents together. */
function walkedRows({ route, parents }: ListPlace, size: number): number {
  return parents * Math.max(size, route === undefined ? assumed.rootRows : assumed.listRows)
}

function planOutput(planning: Planning, place: RowsPlace, { key, name, fields }: Selected): ConnectionOutput {
  const type = place.fetch.rules.type.name
  switch (name) {
    case '__typename':
      return { key, kind: 'constant', value: `${type}Connection` }
    case 'nodes':
      return { key, kind: 'nodes', selection: planSelection(planning, place, fields) }
    case 'edges':
      return { key, kind: 'edges', parts: edgeParts(planning, place, fields) }
    case 'pageInfo':
      return { key, kind: 'pageInfo', parts: selectedParts(planning, 'PageInfo', fields) }
    case 'totalCount':
      return { key, kind: 'totalCount' }
    case 'totals':
      return { key, kind: 'totals', parts: totalParts(planning, place.fetch.rules, fields) }
    default:
      throw new Error(`A connection has no ${name}`)
  }
}

function edgeParts(planning: Planning, place: RowsPlace, fields: readonly FieldNode[]): readonly EdgePart[] {
  const type = place.fetch.rules.type.name
  return [...subfields(planning, `${type}Edge`, fields)].map(([key, inner]): EdgePart => {
    switch (nameOf(inner)) {
      case 'cursor':
        return { key, kind: 'cursor' }
      case 'node':
        return { key, kind: 'node', selection: planSelection(planning, place, inner) }
      default:
        return { key, kind: 'constant', value: `${type}Edge` }
    }
  })
}

function totalParts(
  planning: Planning,
  rules: AccessRules,
  fields: readonly FieldNode[],
): readonly TotalPart[] {
  const typeName = `${rules.type.name}Totals`
  return [...subfields(planning, typeName, fields)].map(([key, inner]): TotalPart => {
    const name = nameOf(inner)
    if (name === '__typename') return { key, kind: 'constant', value: typeName }
    if (name === 'currency' || name === 'count') return { key, kind: name }
    return { key, kind: 'sum', name, parts: selectedParts(planning, 'Money', inner) }
  })
}

function planCount(
  planning: Planning,
  rules: AccessRules,
  outputs: readonly ConnectionOutput[],
): CountPlan | undefined {
  const totals = outputs.flatMap((one) => (one.kind === 'totals' ? one.parts : []))
  if (totals.length === 0)
    return outputs.some((one) => one.kind === 'totalCount') ? { totals: undefined } : undefined
  const asked = new Set(totals.flatMap((part) => (part.kind === 'sum' ? [part.name] : [])))
  const readable = summable(rules.type).filter((name) => rules.field(name).kind !== 'never')
  const amounts = readable.filter((name) => asked.size === 0 || asked.has(name))
  const currencies = amounts.map((name) => moneyColumn(planning, rules, { name, part: 'currency' }))
  const currency = currencies.length === 0 ? raw('NULL') : coalesced(currencies)
  const sums = [...asked].map((name) => ({
    name,
    amount: moneyColumn(planning, rules, { name, part: 'column' }),
  }))
  return { totals: { currency, sums } }
}

function coalesced(parts: readonly Fragment[]): Fragment {
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : sql`COALESCE(${joined(parts, ', ')})`
}

function moneyColumn(planning: Planning, rules: AccessRules, { name, part }: MoneyPart): Fragment {
  const answer = answerOf(rules.type, name)
  if (answer.kind !== 'money') throw new Error(`${rules.type.name}.${name} is no amount`)
  return maskedColumn(planning, { rules, field: name, alias: ROW }, answer[part])
}

interface MoneyPart {
  readonly name: string
  readonly part: 'column' | 'currency'
}

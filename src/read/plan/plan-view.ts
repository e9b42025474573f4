import { type FieldNode, getArgumentValues, getNamedType, isObjectType } from 'graphql'
import { collectSubfields } from 'graphql/execution/collectFields'
import { allOf, type Condition, FALSE, TRUE } from '../../policy/condition'
import { assumed, prices } from '../price-list'
import { type AllowedMutation, mutationsOn } from '../schema/allowed-mutations'
import {
  answerOf,
  attributeOf,
  type FieldModel,
  type RelationModel,
  type TypeModel,
  typeOf,
} from '../schema/model'
import { type Planning, type AccessRules, rulesAlongEdge } from './planning'
import {
  type AccessWord,
  RowFetch,
  type Mask,
  type ColumnPart,
  type RowsEdge,
  type ScalarForm,
  type Value,
  type SelectionPlan,
} from './view'

/** @param rows how many rows of this level are expected at most: what each costs is counted so often. */
export function planView(planning: Planning, place: ViewPlace, nodes: readonly FieldNode[]): SelectionPlan {
  planning.cost.estimated += place.rows * prices.object.units
  const type = place.level.rules.type
  const selected = [...subfields(planning, type.name, nodes)]
  const values = selected.map(([key, fields]) => {
    return planValue(planning, place, { key, name: nameOf(fields), fields })
  })
  return { values, coordinates: selected.map(([, fields]) => `${type.name}.${nameOf(fields)}`) }
}

export interface ViewPlace {
  readonly level: RowFetch
  readonly rows: number
}

/** The fields of a selection on a concrete type, merged by response key, fragments and directives resolved. */
export function subfields(
  planning: Planning,
  typeName: string,
  nodes: readonly FieldNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const { schema, fragments, variables } = planning
  const type = schema.getType(typeName)
  if (!isObjectType(type)) throw new Error(`${typeName} is not an object type`)
  return collectSubfields(schema, fragments, variables, type, nodes)
}

/** The parts of a plain object (money, address, page info) that were selected, in order. */
export function selectedParts(
  planning: Planning,
  typeName: string,
  nodes: readonly FieldNode[],
): readonly ColumnPart[] {
  return [...subfields(planning, typeName, nodes)].map(([key, fields]) => ({ key, name: nameOf(fields) }))
}

export function nameOf(fields: readonly FieldNode[]): string {
  const [first] = fields
  if (first === undefined) throw new Error('A selection without fields')
  return first.name.value
}

interface Selected {
  readonly key: string
  readonly name: string
  readonly fields: readonly FieldNode[]
}

function planValue(planning: Planning, place: ViewPlace, selected: Selected): Value {
  const { level } = place
  const { key, name } = selected
  const type = level.rules.type
  if (name === '__typename') return { key, kind: 'constant', value: type.name }
  if (name === 'access') return planAccess(planning, place, selected)
  const answer = answerOf(type, name)
  if (answer.kind === 'id') return { key, kind: 'id', type: type.name }
  const access = level.rules.field(name)
  if (access.kind === 'never') return { key, kind: 'withheld' }
  const mask = access.kind === 'always' ? undefined : level.mask(access.condition)
  if (mask !== undefined) planning.cost.estimated += place.rows * prices.masked.units
  return planAnswer(planning, place, { ...selected, answer, mask })
}

interface Answered extends Selected {
  readonly answer: Exclude<FieldModel, { kind: 'id' }>
  readonly mask: Mask
}

function planAnswer(planning: Planning, place: ViewPlace, asked: Answered): Value {
  const { level } = place
  const { key, name, fields, answer, mask } = asked
  switch (answer.kind) {
    case 'column':
      return { key, kind: 'scalar', column: level.column(answer.column, mask), mask, form: formOf(answer) }
    case 'money': {
      const amount = level.column(answer.column, mask)
      const currency = level.column(answer.currency, mask)
      return { key, kind: 'money', amount, currency, mask, parts: selectedParts(planning, 'Money', fields) }
    }
    case 'embedded':
      return {
        key,
        kind: 'embedded',
        mask,
        parts: embeddedParts(planning, level, { ...asked, columns: answer.parts }),
      }
    case 'own':
      return { key, kind: 'own', part: answer.part, mask }
    case 'same':
      return { key, kind: 'same', mask, view: planSame(planning, place, { ...asked, names: answer.names }) }
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
      const rules = rulesAlongEdge(planning, { owner: level.rules.type.name, field: name }, target)
      const values = argumentsOf(planning, level.rules.type, fields)
      const plan = planning.planConnection(
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

function embeddedParts(planning: Planning, level: RowFetch, asked: Answered & { columns: Columns }) {
  const typeName = namedTypeOf(planning, level.rules.type, asked.name)
  return selectedParts(planning, typeName, asked.fields).map((part) => {
    const column = asked.columns.get(part.name)
    return column === undefined ? part : { ...part, column: level.column(column, asked.mask) }
  })
}

type TypeColumn = Parameters<RowFetch['column']>[0]
type Names = ReadonlyMap<string, string>
type Columns = ReadonlyMap<string, TypeColumn>

/** `rightsCheck { billing { … } }` is planned as `payer { … }` of the same row, under the rules of `payer`. */
function planSame(planning: Planning, place: ViewPlace, asked: Answered & { names: Names }): SelectionPlan {
  const typeName = namedTypeOf(planning, place.level.rules.type, asked.name)
  const { type } = place.level.rules
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

function planRows(planning: Planning, place: ViewPlace, asked: Answered & RelationAsked): RowsEdge {
  const { level } = place
  const { relation } = asked
  const target = typeOf(planning.model, relation.target)
  const rows = asked.many ? place.rows * assumed.shortList : place.rows
  const behindEdge = rulesAlongEdge(planning, { owner: level.rules.type.name, field: asked.name }, target)
  const next = new RowFetch(behindEdge)
  planning.cost.estimated += prices.statement.units
  const view = planView(planning, { level: next, rows }, asked.fields)
  const key = keyColumn(level.rules.type, relation.near)
  return {
    from: key === undefined ? undefined : level.column(key, asked.mask),
    far: relation.far,
    level: next,
    view,
  }
}

interface RelationAsked {
  readonly relation: RelationModel
  readonly many: boolean
}

/** The foreign key a to-one edge follows; undefined where the edge leaves from the row's own id. */
function keyColumn(type: TypeModel, near: string): TypeColumn | undefined {
  if (attributeOf(type, 'id').sql('t') === `t.\`${near}\``) return undefined
  return {
    name: `→${near}`,
    type: 'int',
    nullable: true,
    derived: false,
    sql: (alias) => `${alias}.\`${near}\``,
  }
}

function planAccess(planning: Planning, { level, rows }: ViewPlace, { key, fields }: Selected): Value {
  const parts = selectedParts(planning, 'Access', fields)
  const { rules } = level
  const words = [...rules.type.answers.keys()].flatMap((name): AccessWord[] => {
    const access = rules.field(name)
    if (access.kind === 'never') return []
    return [{ name, mask: access.kind === 'always' ? undefined : level.mask(access.condition) }]
  })
  const actions = doneBy(planning, rules).flatMap(({ name, action, reads }): AccessWord[] => {
    const condition = allOf([rules.action(action), ...reads.map((field) => readable(rules, field))])
    if (condition.op === 'false') return []
    return [{ name, mask: condition.op === 'true' ? undefined : level.mask(condition) }]
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

function argumentsOf(planning: Planning, type: TypeModel, [node]: readonly FieldNode[]) {
  if (node === undefined) throw new Error('A selection without fields')
  return getArgumentValues(definitionOf(planning, type, node.name.value), node, planning.variables)
}

function namedTypeOf(planning: Planning, type: TypeModel, field: string): string {
  return getNamedType(definitionOf(planning, type, field).type).name
}

function definitionOf(planning: Planning, type: TypeModel, field: string) {
  const object = planning.schema.getType(type.name)
  const found = isObjectType(object) ? object.getFields()[field] : undefined
  if (found === undefined) throw new Error(`The schema has no ${type.name}.${field}`)
  return found
}

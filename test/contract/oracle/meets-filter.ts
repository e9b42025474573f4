import { parseValue, valueFromASTUntyped } from 'graphql'
import { type WorldView } from '../../../src/analysis/leaks/world-view'
import {
  answerOf,
  type ColumnModel,
  type Model,
  type TypeModel,
  typeOf,
} from '../../../src/read/schema/model'

export interface Oracle {
  readonly model: Model
  readonly view: WorldView
}

type Input = Readonly<Record<string, unknown>>

/** `{ name: { eq: "x" } }` as a caller writes it. */
export function filterOf(text: string): Input {
  // An input object's literal is an object.
  return valueFromASTUntyped(parseValue(text)) as Input
}

/**
 * Whether a visible row meets a filter. Two-valued: what is absent or withheld is NULL, of which nothing is true
 * but `isNull`; relations lead to visible rows only.
 */
export function meetsFilter(
  oracle: Oracle,
  { type, id }: { type: TypeModel; id: number },
  filter: Input,
): boolean {
  return Object.entries(filter).every(([name, value]) => {
    switch (name) {
      case 'and':
        return listOf(value).every((one) => meetsFilter(oracle, { type, id }, one))
      case 'or':
        return listOf(value).some((one) => meetsFilter(oracle, { type, id }, one))
      case 'not':
        return !meetsFilter(oracle, { type, id }, value as Input)
      default:
        return meetsField(oracle, { type, id, name }, value as Input)
    }
  })
}

function meetsField(
  oracle: Oracle,
  { type, id, name }: { readonly type: TypeModel; readonly id: number; readonly name: string },
  condition: Input,
): boolean {
  const { model, view } = oracle
  const answer = answerOf(type, name)
  const seen = view.get(type.name)?.get(id)?.values.get(name)
  const meets = (target: string, other: number, filter: Input): boolean =>
    meetsFilter(oracle, { type: typeOf(model, target), id: other }, filter)
  switch (answer.kind) {
    case 'id':
      return compared(id, condition, (operand) => idOf(type.name, String(operand)))
    case 'column':
      return compared(
        plainOf(seen, answer.column),
        condition,
        (operand) => (answer.scale === 'rate' ? scaled(operand, 4) : operandOf(operand, answer.column)),
        answer.column.key === undefined ? exactText : looseText,
      )
    case 'money': {
      const [amount, currency] = (seen ?? [null, null]) as readonly [unknown, string | null]
      const { currency: wanted, ...rest } = condition
      const inCurrency = wanted === undefined || currency === wanted
      return (
        inCurrency && compared(amount === null ? null : Number(amount), rest, (operand) => scaled(operand, 2))
      )
    }
    case 'one': {
      const target = seen ?? null
      return target !== null && meets(answer.relation.target, Number(target), condition)
    }
    case 'list':
    case 'connection': {
      const target = answer.kind === 'list' ? answer.relation.target : answer.route.target
      if (seen === undefined) return false
      const ids = seen as readonly number[]
      return Object.entries(condition).every(([quantifier, filter]) => {
        const found = ids.filter((one) => meets(target, one, filter as Input)).length
        return quantifier === 'some' ? found > 0 : quantifier === 'none' ? found === 0 : found === ids.length
      })
    }
    case 'embedded':
    case 'same':
    case 'own':
      throw new Error(`${type.name}.${name} has no filter`)
  }
}

type Plain = string | number | null

/** As people look for names: without case and accents. Written apart from the gateway's own folding. */
export function looseText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toUpperCase()
    .toLowerCase()
}

function exactText(text: string): string {
  return text
}

function compared(
  value: Plain,
  condition: Input,
  read: (operand: unknown) => Plain,
  partly: (text: string) => string = exactText,
): boolean {
  return Object.entries(condition).every(([operator, operand]) => {
    if (operator === 'isNull') return (value === null) === operand
    if (value === null) return false
    if (operator === 'in') return listOf(operand).some((one: unknown) => read(one) === value)
    const other = read(operand)
    if (operator === 'ne') return value !== other
    if (other === null) return false
    switch (operator) {
      case 'eq':
        return value === other
      case 'lt':
        return value < other
      case 'lte':
        return value <= other
      case 'gt':
        return value > other
      case 'gte':
        return value >= other
      case 'startsWith':
        return partly(String(value)).startsWith(partly(String(other)))
      case 'contains':
        return partly(String(value)).includes(partly(String(other)))
      default:
        throw new Error(`No operator is called ${operator}`)
    }
  })
}

/** A value of the view as it is compared: flags as 0 and 1, texts as they are. */
export function plainOf(value: unknown, column: ColumnModel): Plain {
  if (value === null || value === undefined) return null
  if (column.type === 'bool') return Number(value)
  // Facts and drivers give texts for all other columns.
  return column.type === 'int' ? Number(value) : (value as string)
}

function operandOf(operand: unknown, column: ColumnModel): Plain {
  if (column.type === 'bool') return operand === true ? 1 : 0
  if (column.type === 'int') return Number(operand)
  return String(operand)
}

function scaled(operand: unknown, places: number): number {
  return Math.round(Number(operand) * 10 ** places)
}

function idOf(type: string, id: string): number | null {
  const [name, key] = id.split(':')
  return name === type ? Number(key) : null
}

function listOf(value: unknown): readonly Input[] {
  return Array.isArray(value) ? (value as readonly Input[]) : []
}

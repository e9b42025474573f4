import type { Condition, Literal, Operand, Slot } from '../../policy/condition'
import { anyOf } from '../../policy/condition'
import type { MistakenWords } from './mistaken-words'
import { endOf, type Part } from './changed-once'
import type { Mistake } from './mistaken-conditions'

/** Constants of the policy text taken for others: values of an enumeration, flags, numbers one too high or low. */
export function mistakenValues(part: Part, vocabulary: MistakenWords): readonly Mistake[] {
  const { condition } = part
  if (condition.op === 'compare') {
    const { left, right } = condition
    return [
      ...others(right, left, { part, vocabulary }).map(({ kind, value }) => ({
        kind,
        to: { ...condition, right: literal(value) },
      })),
      ...others(left, right, { part, vocabulary }).map(({ kind, value }) => ({
        kind,
        to: { ...condition, left: literal(value) },
      })),
    ]
  }
  if (condition.op !== 'in') return []
  if ('kind' in condition.right) return ofSlot(condition, condition.right, vocabulary.scopes)
  return ofList(condition, condition.right, valuesOf(condition.left, { part, vocabulary }))
}

interface Around {
  readonly part: Part
  readonly vocabulary: MistakenWords
}

interface OtherValue {
  readonly kind: 'replace-value' | 'off-by-one'
  readonly value: Literal['value']
}

function others(operand: Operand, beside: Operand, around: Around): readonly OtherValue[] {
  if (operand.kind !== 'literal') return []
  const { value } = operand
  switch (typeof value) {
    case 'boolean':
      return [{ kind: 'replace-value', value: !value }]
    case 'number':
      return [value - 1, value + 1].map((other) => ({ kind: 'off-by-one', value: other }))
    default:
      return valuesOf(beside, around)
        .filter((other) => other !== value)
        .map((other) => ({ kind: 'replace-value', value: other }))
  }
}

/** `"invoices:read" in principal.scopes`: another scope is asked for. */
function ofSlot(
  condition: Extract<Condition, { op: 'in' }>,
  list: Slot,
  scopes: readonly string[],
): readonly Mistake[] {
  const { left } = condition
  if (left.kind !== 'literal' || list.name !== 'principal.scopes') return []
  return scopes
    .filter((scope) => scope !== left.value)
    .map((scope) => ({ kind: 'replace-value', to: { ...condition, left: literal(scope) } }))
}

function ofList(
  condition: Extract<Condition, { op: 'in' }>,
  items: readonly Operand[],
  values: readonly string[],
): readonly Mistake[] {
  const present = items.map((item) => (item.kind === 'literal' ? item.value : null))
  return [
    ...items.map((item): Mistake => {
      const rest = items.filter((one) => one !== item)
      return { kind: 'drop-value', to: rest.length === 0 ? anyOf([]) : { ...condition, right: rest } }
    }),
    ...values
      .filter((value) => !present.includes(value))
      .map((value): Mistake => ({
        kind: 'add-value',
        to: { ...condition, right: [...items, literal(value)] },
      })),
  ]
}

/** The values an operand may have, where they are counted. */
function valuesOf(operand: Operand, { part, vocabulary }: Around): readonly string[] {
  switch (operand.kind) {
    case 'literal':
      return []
    case 'slot':
      return operand.name === 'principal.role' ? (vocabulary.roles ?? []) : []
    case 'path': {
      const { of, steps } = operand
      const type = endOf({ of, steps: steps.slice(0, -1) }, part.rows, vocabulary)
      return vocabulary.types.get(type)?.attributes.get(steps.at(-1) ?? '')?.values ?? []
    }
  }
}

function literal(value: Literal['value']): Literal {
  return { kind: 'literal', value }
}

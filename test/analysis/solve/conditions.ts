import fc from 'fast-check'
import { type Comparison, type Condition, type Operand } from '../../../src/policy/condition'

/** A row variable of a condition. */
export interface Variable {
  readonly name: string
  readonly type: string
}

/** Well-typed conditions about these rows, of the tiny model; deeper ones hold more parts. */
export function conditions(rows: readonly Variable[], depth: number): fc.Arbitrary<Condition> {
  if (depth === 0) return atoms(rows)
  const part = conditions(rows, depth - 1)
  const parts = fc.array(part, { minLength: 2, maxLength: 3 })
  return fc.oneof(
    { weight: 2, arbitrary: atoms(rows) },
    { weight: 3, arbitrary: parts.map((of): Condition => ({ op: 'and', of })) },
    { weight: 2, arbitrary: parts.map((of): Condition => ({ op: 'or', of })) },
    { weight: 3, arbitrary: part.map((of): Condition => ({ op: 'not', of })) },
    { weight: 5, arbitrary: quantified(rows, depth) },
    { weight: 1, arbitrary: owned(rows, depth) },
  )
}

const lists: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  Firm: [
    ['children', 'Firm'],
    ['items', 'Item'],
    ['parent.children', 'Firm'],
  ],
  Item: [['firm.items', 'Item']],
  Licence: [['firm.items', 'Item']],
  Safe: [['firm.children', 'Firm']],
}

function quantified(rows: readonly Variable[], depth: number): fc.Arbitrary<Condition> {
  const choices = rows.flatMap(({ name, type }) =>
    (lists[type] ?? []).map(([steps, target]) => ({ name, steps: steps.split('.'), target })),
  )
  return fc.constantFrom(...choices).chain(({ name, steps, target }) => {
    const as = `x${rows.length}`
    return fc.record({
      op: fc.constantFrom('some' as const, 'every' as const),
      path: fc.constant({ kind: 'path' as const, of: name, steps }),
      as: fc.constant(as),
      where: conditions([...rows, { name: as, type: target }], depth - 1),
    })
  })
}

const owners: Readonly<Record<string, readonly [string, string]>> = {
  Firm: ['parent', 'Firm'],
  Item: ['firm', 'Firm'],
  Licence: ['firm', 'Firm'],
  Safe: ['firm', 'Firm'],
}

function owned(rows: readonly Variable[], depth: number): fc.Arbitrary<Condition> {
  return fc.constantFrom(...rows).chain(({ name, type }) => {
    const [step, target] = owners[type] ?? ['firm', 'Firm']
    const as = `x${rows.length}`
    return conditions([...rows, { name: as, type: target }], depth - 1).map((where): Condition => ({
      op: 'owner',
      path: { kind: 'path', of: name, steps: [step] },
      as,
      where,
    }))
  })
}

function atoms(rows: readonly Variable[]): fc.Arbitrary<Condition> {
  const ofRows = rows.flatMap(({ name, type }) => (atomsOf[type] ?? (() => []))(name))
  return fc.constantFrom(...ofRows, ...ofRows, ...ofNobody)
}

const atomsOf: Readonly<Record<string, (name: string) => readonly Condition[]>> = {
  Firm: (name) => [
    compare('eq', path(name, 'open'), literal(true)),
    compare('ne', path(name, 'open'), literal(true)),
    compare('lt', path(name, 'size'), literal(2)),
    compare('ge', path(name, 'size'), path(name, 'parent.size')),
    compare('eq', path(name, 'id'), slot('principal.organisation.id')),
    compare('eq', path(name, 'parent.id'), slot('principal.organisation.id')),
    compare('eq', path(name, 'parent.parent.id'), path(name, 'id')),
    compare('eq', path(name, 'licence.state'), literal('A')),
    compare('eq', path(name, 'licence.id'), slot('principal.partner.id')),
    compare('eq', path(name, 'safe.open'), literal(true)),
    compare('eq', path(name, 'safe.firm.open'), literal(false)),
    compare('lt', path(name, 'since'), literal('2026-01-01')),
    isNull(path(name, 'open')),
    isNull(path(name, 'parent')),
    isNull(path(name, 'licence')),
    isNull(path(name, 'safe')),
    isNull(path(name, 'parent.licence')),
  ],
  Item: (name) => [
    compare('eq', path(name, 'state'), literal('A')),
    { op: 'in', left: path(name, 'state'), right: [literal('A'), literal('B')] },
    compare('eq', path(name, 'firm.id'), slot('principal.organisation.id')),
    compare('eq', path(name, 'firm.open'), literal(true)),
    compare('eq', path(name, 'firm.licence.state'), literal('B')),
    compare('le', path(name, 'at'), slot('now')),
    isNull(path(name, 'firm')),
    isNull(path(name, 'state')),
  ],
  Licence: (name) => [
    compare('eq', path(name, 'state'), literal('A')),
    compare('eq', path(name, 'firm.open'), literal(true)),
    compare('eq', path(name, 'id'), slot('principal.partner.id')),
    isNull(path(name, 'firm.parent')),
  ],
  Safe: (name) => [
    compare('eq', path(name, 'open'), literal(false)),
    compare('eq', path(name, 'firm.id'), slot('principal.organisation.id')),
    isNull(path(name, 'firm')),
  ],
}

const ofNobody: readonly Condition[] = [
  compare('eq', slot('principal.role'), literal('OWNER')),
  compare('eq', slot('principal.accounting'), literal(true)),
  { op: 'in', left: literal('read'), right: { kind: 'slot', name: 'principal.scopes' } },
  isNull(slot('principal.organisation.id')),
]

function compare(operator: Comparison, left: Operand, right: Operand): Condition {
  return { op: 'compare', operator, left, right }
}

function isNull(operand: Operand): Condition {
  return { op: 'isNull', operand }
}

function path(of: string, steps: string): Operand {
  return { kind: 'path', of, steps: steps.split('.') }
}

function slot(name: string): Operand {
  return { kind: 'slot', name }
}

function literal(value: string | number | boolean): Operand {
  return { kind: 'literal', value }
}

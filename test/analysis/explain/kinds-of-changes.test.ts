import { comparisonsOf } from '../../../src/analysis/explain/comparisons'
import { smallestChange } from '../../../src/analysis/explain/smallest-change'
import { completeWorld, type MadeUpWorld } from '../../../src/analysis/world/made-up-world'
import { type Slots } from '../../../src/policy/compile/class-policy'
import { type Condition, type Operand, type RowPath } from '../../../src/policy/condition'
import { column, key, list, modelOf, nullable, other, type } from '../model-parts'

const path = (...steps: readonly string[]): RowPath => ({ kind: 'path', of: 'row', steps })
const literal = (value: string | number | boolean): Operand => ({ kind: 'literal', value })
const slot = (name: string): Operand => ({ kind: 'slot', name })
const compare = (operator: 'eq' | 'lt' | 'gt', left: Operand, right: Operand): Condition => ({
  op: 'compare',
  operator,
  left,
  right,
})
const there = (step: string): Condition => ({ op: 'owner', path: path(step), as: 'x', where: { op: 'true' } })
const not = (of: Condition): Condition => ({ op: 'not', of })
const some: Condition = { op: 'some', path: path('parts'), as: 'x', where: { op: 'true' } }

/** Each of them turns by one change of one kind, and by no other change alone. */
const kinds: readonly {
  readonly what: string
  readonly condition: Condition
  readonly rows?: MadeUpWorld
  readonly edit: object
}[] = [
  {
    what: 'another value',
    condition: compare('eq', path('label'), literal('new')),
    edit: { kind: 'set', name: 'label', to: 'new' },
  },
  {
    what: 'the value beside a limit',
    condition: {
      op: 'and',
      of: [compare('gt', path('level'), literal(3)), compare('lt', path('level'), literal(5))],
    },
    edit: { kind: 'set', name: 'level', to: 4 },
  },
  {
    what: 'no value',
    condition: { op: 'isNull', operand: path('level') },
    edit: { kind: 'set', name: 'level', to: null },
  },
  {
    what: 'a relation led to a row that is there',
    condition: compare('eq', path('next', 'id'), literal(7)),
    rows: { Board: { 7: {} } },
    edit: { kind: 'set', name: 'next', to: 7 },
  },
  {
    what: 'a relation led to a new row',
    condition: there('next'),
    edit: { kind: 'lead', name: 'next' },
  },
  {
    what: 'a relation led nowhere',
    condition: not(there('next')),
    rows: { Board: { 1: { next: 7 }, 7: {} } },
    edit: { kind: 'set', name: 'next', to: null },
  },
  { what: 'a row added to a list', condition: some, edit: { kind: 'add', relation: 'parts' } },
  {
    what: 'a row of the list of another',
    condition: { ...some, where: compare('eq', { kind: 'path', of: 'x', steps: ['id'] }, literal(4)) },
    rows: { Board: { 7: {} }, Part: { 4: { board: 7 } } },
    edit: { kind: 'set', row: { type: 'Part', key: 4 }, name: 'board', to: 1 },
  },
  { what: 'a row that shares the id', condition: there('lamp'), edit: { kind: 'add', relation: 'lamp' } },
  {
    what: 'a row gone',
    condition: not(there('lamp')),
    rows: { Lamp: { 1: {} } },
    edit: { kind: 'remove', row: { type: 'Lamp', key: 1 } },
  },
  {
    what: 'another role',
    condition: compare('eq', slot('principal.role'), literal('OWNER')),
    edit: { kind: 'slot', name: 'principal.role', to: 'OWNER' },
  },
  {
    what: 'a scope more',
    condition: { op: 'in', left: literal('read'), right: { kind: 'slot', name: 'principal.scopes' } },
    edit: { kind: 'slot', name: 'principal.scopes', to: ['read'] },
  },
]

it.each(kinds)('turns an answer by $what', ({ condition, rows = {}, edit }) => {
  const world = completeWorld(model, { ...rows, Board: { 1: { level: 9 }, ...rows['Board'] } })
  const comparisons = comparisonsOf(model, [{ condition, types: new Map([['row', 'Board']]) }])
  const found = smallestChange({
    situation: { model, world, slots },
    condition,
    comparisons,
    subject: { type: 'Board', key: 1 },
    isWhole: ({ key }) => key === 7,
  })
  expect(found).toMatchObject({ kind: 'change', steps: [{ edit }], atLeast: 1 })
})

/** A member by token, without scopes. */
const slots: Slots = new Map<string, string | number | boolean | null | readonly string[]>([
  ['principal.user.id', 1],
  ['principal.membership.id', 2],
  ['principal.role', 'EXTERNAL'],
  ['principal.token', true],
  ['principal.scopes', []],
])

/** A board may lead to another one, has parts, and perhaps a lamp, whose id is the board's. */
const model = modelOf([
  type(
    'Board',
    [nullable(column('level', 'int')), column('label', 'string')],
    [key('next', 'Board', 'next_id'), list('parts', 'Part', 'board_id'), other('lamp', 'Lamp', 'id')],
  ),
  type('Part', [], [nullable(key('board', 'Board', 'board_id'), false)]),
  type('Lamp', [], [nullable(key('board', 'Board', 'id'), false)]),
])

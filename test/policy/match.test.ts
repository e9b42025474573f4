import { type Condition, TRUE } from '../../src/policy/condition'
import { match, UnloadedFact } from '../../src/policy/evaluate/match'

/** The compiled form by itself: what it means must not rest on what the compiler happens to emit. */
const path = (...steps: string[]) => ({ kind: 'path', of: 'row', steps }) as const
const isNull: Condition = { op: 'isNull', operand: path('parent', 'name') }
const none = new Map<string, null>()

test('what is reached through an absent parent is neither null nor anything else', () => {
  expect(match(isNull, { parent: { name: null } }, none)).toBe(true)
  expect(match(isNull, { parent: null }, none)).toBe(false)
  expect(match({ op: 'not', of: isNull }, { parent: null }, none)).toBe(true)
})

test('an owner that is absent shows nothing, whatever its rule', () => {
  const owner: Condition = { op: 'owner', path: path('parent'), as: 'owner', where: TRUE }
  expect(match(owner, { parent: { id: 1 } }, none)).toBe(true)
  expect(match(owner, { parent: null }, none)).toBe(false)
})

test('what is not loaded is an error that names it', () => {
  expect(() => match(isNull, {}, none)).toThrow(new UnloadedFact('row.parent'))
  const slot: Condition = { op: 'isNull', operand: { kind: 'slot', name: 'principal.unknown' } }
  expect(() => match(slot, {}, none)).toThrow(new UnloadedFact('principal.unknown'))
})

test('values of different types are not compared: better no answer than a wrong one', () => {
  const compare: Condition = {
    op: 'compare',
    operator: 'eq',
    left: path('id'),
    right: { kind: 'literal', value: 5 },
  }
  expect(() => match(compare, { id: '5' }, none)).toThrow(TypeError)
  expect(() => match(compare, { id: { id: 5 } }, none)).toThrow(TypeError)
  expect(() => match({ op: 'some', path: path('id'), as: 'x', where: TRUE }, { id: 5 }, none)).toThrow(
    TypeError,
  )
})

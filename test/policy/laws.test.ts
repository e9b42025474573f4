import fc from 'fast-check'
import { bindPolicy, slotsOf } from '../../src/policy/compile/class-policy'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { type Condition } from '../../src/policy/condition'
import { decide, type Question } from '../../src/policy/evaluate/decide'
import { match, type Row } from '../../src/policy/evaluate/match'
import { type PolicyFile } from '../../src/policy/parse/read-yaml'
import { type Vocabulary } from '../../src/policy/vocabulary'
import { file, smallPolicies } from './small-policies'
import { memberOf, now } from './small-principals'
import { smallVocabulary } from './small-vocabulary'

/** What holds for all policies, on generated ones. They speak of invoices alone, so that a thousand load quickly. */
const invoicesOnly: Vocabulary = {
  types: new Map(
    [...smallVocabulary.types.values()].map((type) => [
      type.name,
      type.name === 'Invoice' ? type : { ...type, fields: [] },
    ]),
  ),
}

interface GeneratedRule {
  readonly effect: 'permit' | 'forbid'
  readonly fields: readonly string[] | 'all'
  readonly when: string
}

const fields = ['number', 'status', 'net', 'gross']
const when = fc.constantFrom(
  'true',
  'invoice.net > 1',
  'invoice.net != 1',
  '!(invoice.net == 2)',
  'invoice.status == "OPEN"',
  'invoice.number == null',
  'invoice.client.id == principal.organisation.id',
  'invoice.client != null && invoice.client.name == null',
  'invoice.lines.exists(l, l.net == 1)',
  'invoice.lines.all(l, l.net != 1)',
  '!invoice.client.partnerships.exists(p, p.status == "ACTIVE")',
)
const rule: fc.Arbitrary<GeneratedRule> = fc.record({
  effect: fc.constantFrom('permit', 'forbid'),
  fields: fc.oneof(fc.constant('all' as const), fc.subarray(fields, { minLength: 1 })),
  when,
})
const rules = fc.array(rule, { minLength: 1, maxLength: 6 })
const small = fc.option(fc.integer({ min: 1, max: 2 }))
const row: fc.Arbitrary<Row> = fc.record({
  id: fc.constant(1),
  number: fc.option(fc.constant('A')),
  status: fc.option(fc.constantFrom('OPEN', 'PAID')),
  net: small,
  client: fc.option(
    fc.record({
      id: fc.integer({ min: 1, max: 2 }),
      name: fc.option(fc.constant('N')),
      partnerships: fc.array(
        fc.record({ id: fc.constant(1), status: fc.option(fc.constantFrom('ACTIVE', 'ENDED')) }),
      ),
    }),
  ),
  lines: fc.array(fc.record({ id: fc.constant(1), net: small }), { maxLength: 2 }),
})
const question: fc.Arbitrary<Question> = fc.constantFrom(
  { action: 'read', type: 'Invoice' },
  ...fields.map((field) => ({ action: 'read', type: 'Invoice', field })),
)
const principal = memberOf(1)
const runs = { numRuns: 300, seed: 11 }

test('the order of rules never matters', () => {
  const shuffled = rules.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, row, question, ([list, other], one, asked) => {
      const ids = list.map((_rule, index) => `r${index}`)
      const first = loadPolicies(filesOf(list, ids), invoicesOnly)
      const second = loadPolicies(
        filesOf(
          other,
          other.map((moved) => ids[list.indexOf(moved)] ?? ''),
        ),
        invoicesOnly,
      )
      expect(decide(bindPolicy(second, principal, now), asked, one)).toBe(
        decide(bindPolicy(first, principal, now), asked, one),
      )
    }),
    runs,
  )
})

test('the version moves with the meaning and with nothing else', () => {
  const list: readonly GeneratedRule[] = [{ effect: 'permit', fields: 'all', when: 'invoice.net > 1' }]
  const version = (changed: readonly PolicyFile[]): string => loadPolicies(changed, invoicesOnly).version
  const files = [
    ...filesOf(list, ['a']),
    ...smallPolicies.filter((one) => one.path.endsWith('principals.yaml')),
  ]
  expect(version([...files].reverse())).toBe(version(files))
  const sentence = files.map((one) => ({
    ...one,
    text: `# a comment\n${one.text.replace('It is so.', 'Otherwise.')}`,
  }))
  expect(version(sentence)).toBe(version(files))
  const meaning = files.map((one) => ({ ...one, text: one.text.replace('net > 1', 'net >= 1') }))
  expect(version(meaning)).not.toBe(version(files))
})

test('any forbid that holds beats every permit; without a permit that holds nothing is allowed', () => {
  fc.assert(
    fc.property(rules, row, question, (list, one, asked) => {
      const holds = list.map((each) => covers(each, asked.field) && matches(each.when, one))
      const permitted = list.some((each, index) => each.effect === 'permit' && holds[index])
      const forbidden = list.some((each, index) => each.effect === 'forbid' && holds[index])
      expect(decideBy(list, asked, one)).toBe(permitted && !forbidden)
    }),
    runs,
  )
})

test('a fact that is not loaded never grants: what is allowed on less is allowed on more', () => {
  const hidden = fc.subarray(['number', 'status', 'net', 'client', 'lines'], { minLength: 1 })
  let refused = 0
  fc.assert(
    fc.property(fc.tuple(rules, row, question), hidden, ([list, one, asked], names) => {
      const partial = Object.fromEntries(Object.entries(one).filter(([name]) => !names.includes(name)))
      const onLess = decideBy(list, asked, partial)
      const onMore = decideBy(list, asked, one)
      if (onMore && !onLess) refused += 1
      expect(onLess && !onMore).toBe(false)
    }),
    runs,
  )
  expect(refused).toBeGreaterThan(5)
})

test('R, F and decide say the same; `always` is never said of a field that is withheld', () => {
  fc.assert(
    fc.property(rules, row, question, (list, one, asked) => {
      const bound = bindPolicy(loadPolicies(filesOf(list), invoicesOnly), principal, now)
      const view = bound.classPolicy.type('Invoice')
      const visible = match(view.row, one, bound.slots)
      expect(decide(bound, { action: 'read', type: 'Invoice' }, one)).toBe(visible)
      if (asked.field === undefined) return
      const field = view.field(asked.field)
      const readable =
        field.kind === 'always'
          ? visible
          : field.kind === 'never'
            ? false
            : match(field.condition, one, bound.slots)
      expect(decide(bound, asked, one)).toBe(readable)
      expect(readable && !visible).toBe(false)
    }),
    runs,
  )
})

test('conditions are the same for everybody of a class: only slots tell principals apart', () => {
  const set = loadPolicies(smallPolicies, smallVocabulary)
  const [one, other] = [bindPolicy(set, memberOf(1), now), bindPolicy(set, memberOf(2), now)]
  expect(other.classPolicy).toBe(one.classPolicy)
  expect(one.slots.get('principal.organisation.id')).toBe(1)
  expect(other.slots.get('principal.organisation.id')).toBe(2)
})

function decideBy(list: readonly GeneratedRule[], asked: Question, one: Row): boolean {
  return decide(bindPolicy(loadPolicies(filesOf(list), invoicesOnly), principal, now), asked, one)
}

function covers(each: GeneratedRule, field: string | undefined): boolean {
  if (field === undefined) return each.effect === 'permit' || each.fields === 'all'
  return each.fields === 'all' || each.fields.includes(field)
}

const conditions = new Map<string, Condition>()

function matches(text: string, one: Row): boolean {
  const known = conditions.get(text) ?? conditionOf(text)
  conditions.set(text, known)
  return match(known, one, slotsOf(principal, now))
}

function conditionOf(text: string): Condition {
  const files = filesOf([{ effect: 'permit', fields: 'all', when: text }])
  const found = loadPolicies(files, invoicesOnly).rules.find((each) => each.id === 'invoice/r0')
  if (found === undefined) throw new Error('The rule was not loaded')
  return found.condition
}

function filesOf(list: readonly GeneratedRule[], ids?: readonly string[]): PolicyFile[] {
  const texts = list.map(
    (each, index) => `
  - id: invoice/${ids?.[index] ?? `r${index}`}
    ${each.effect}: read
    fields: ${each.fields === 'all' ? 'all' : `[${each.fields.join(', ')}]`}
    to: [everyone]
    when: ${JSON.stringify(each.when)}
    because: It is so.`,
  )
  // Every field is classified whatever was generated: by a forbid that never holds.
  const rest = `
  - id: invoice/rest
    forbid: read
    fields: all
    when: "false"
    because: Nothing.
`
  return [file('invoice.policy.yaml', `type: Invoice\nrules:${texts.join('')}${rest}`)]
}

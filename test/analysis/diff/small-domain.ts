import fc from 'fast-check'
import { stringify } from 'yaml'
import { type Slots, slotsOf } from '../../../src/policy/compile/class-policy'
import { cellCondition, type Question } from '../../../src/policy/evaluate/decide'
import { match, type Row } from '../../../src/policy/evaluate/match'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { type PolicySet } from '../../../src/policy/policy-set'
import { type Principal, SIGNED_OUT } from '../../../src/policy/principal'

/** The domain: conditions made of these alone, and every world and principal in which they can come out differently. */
const atoms = [
  'item.open',
  'item.size == 1',
  'item.size < 2',
  'item.label == null',
  'item.label == "a"',
  'item.firm.id == principal.organisation.id',
  'item.firm.id != principal.organisation.id',
  'item.firm.open',
  'item.firm == null',
  'item.parts.exists(p, p.open)',
  'item.parts.all(p, p.open)',
  'item.parts.exists(p, p.open && item.open)',
  'principal.accounting',
  'principal.organisation == null',
] as const

export const roles = ['OWNER', 'EXTERNAL'] as const

interface RawRule {
  readonly forbid: boolean
  readonly everyone: boolean
  readonly fields: number
  readonly when: string
}

const condition: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom(...atoms),
    tie('tree').map((part) => `!(${part})`),
    fc.tuple(tie('tree'), tie('tree')).map(([left, right]) => `(${left}) && (${right})`),
    fc.tuple(tie('tree'), tie('tree')).map(([left, right]) => `(${left}) || (${right})`),
  ),
})).tree

const rule: fc.Arbitrary<RawRule> = fc.record({
  forbid: fc.boolean(),
  everyone: fc.boolean(),
  fields: fc.nat(2),
  when: condition,
})

/** Two versions: the second is the first with a rule more, or with one exchanged. */
export const versions: fc.Arbitrary<readonly [readonly RawRule[], readonly RawRule[]]> = fc
  .tuple(fc.array(rule, { minLength: 1, maxLength: 3 }), rule, fc.boolean())
  .map(([rules, other, exchanged]) => [rules, [...(exchanged ? rules.slice(1) : rules), other]])

export function filesOf(rules: readonly RawRule[], otherTypes: readonly string[]): readonly PolicyFile[] {
  const fields = [['size'], ['label'], 'all'] as const
  const written = rules.map(({ forbid, everyone, fields: which, when }, index) => ({
    id: `item/rule-${index}`,
    [forbid ? 'forbid' : 'permit']: 'read',
    fields: fields[which] ?? 'all',
    to: everyone ? 'everyone' : ['owner'],
    when,
    because: 'Generated.',
  }))
  const nobody = { permit: 'read', fields: 'all', to: 'everyone', when: 'false', because: 'Nobody.' }
  const document = (type: string, own: readonly object[]): PolicyFile => ({
    path: `policies/${type.toLowerCase()}.policy.yaml`,
    text: stringify(
      { type, rules: [...own, { id: `${type.toLowerCase()}/nobody`, ...nobody }] },
      { aliasDuplicateObjects: false },
    ),
  })
  const owner = { when: 'principal.role == "OWNER"', means: 'An owner.' }
  return [
    { path: 'policies/principals.yaml', text: stringify({ classes: { owner } }) },
    document('Item', written),
    ...otherTypes.map((type) => document(type, [])),
  ]
}

/** Whether anybody in any world of the domain gains, and whether anybody loses, by trying them all. */
export function byEnumeration(
  base: PolicySet,
  head: PolicySet,
  question: Question,
): { readonly gains: boolean; readonly loses: boolean } {
  const [before, after] = [cellCondition(base, question), cellCondition(head, question)]
  const found = { gains: false, loses: false }
  for (const slots of everySlots) {
    for (const row of everyRow) {
      const [was, is] = [match(before, row, slots), match(after, row, slots)]
      if (is && !was) found.gains = true
      if (was && !is) found.loses = true
      if (found.gains && found.loses) return found
    }
  }
  return found
}

const flags = [null, true, false] as const

const everyRow: readonly Row[] = (() => {
  const firms = [null, ...[1, 2].flatMap((id) => flags.map((open) => ({ id, open })))]
  const kinds = flags.map((open) => ({ open }))
  const lists = [
    [],
    ...kinds.map((one) => [one]),
    ...kinds.flatMap((one) => kinds.map((other) => [one, other])),
  ]
  const rows: Row[] = []
  for (const open of flags)
    for (const size of [null, 0, 1, 2])
      for (const label of [null, 'a', 'b'])
        for (const firm of firms)
          for (const parts of lists) rows.push({ id: 1, open, size, label, firm, parts })
  return rows
})()

const everySlots: readonly Slots[] = (() => {
  const user: Principal = { ...SIGNED_OUT, user: { id: 1 } }
  const members = roles.flatMap((role) =>
    [true, false].map((accounting): Principal => ({
      ...user,
      organisation: { id: 1 },
      membership: { id: 1 },
      role,
      accounting,
    })),
  )
  return [...members, user, SIGNED_OUT].map((one) => slotsOf(one, new Date(0)))
})()

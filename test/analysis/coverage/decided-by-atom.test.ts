import { atomPlaces, decidedByAtom } from '../../../src/analysis/coverage/coverage-goals'
import { rowGraph } from '../../../src/analysis/world/row-graph'
import { slotsOf } from '../../../src/policy/compile/class-policy'
import { type Condition } from '../../../src/policy/condition'
import { holds, match } from '../../../src/policy/evaluate/match'
import { NOW } from '../small/brute-force'
import { everybody, everyWorld } from '../small/every-world'
import { postOffice, postPolicies } from '../small/post-office'
import { flipped, metIn } from './flip-one'

const SENT = 'p.state == "SENT"'

describe('an atom that decides', () => {
  const conditions: Readonly<Record<string, string>> = {
    'joined by and': 'letter.owner.id == principal.user.id && letter.state == "NEW"',
    'joined by or, negated': '!(letter.urgent == true || letter.state != "NEW") || letter.carrier == null',
    'in some element':
      'letter.owner.letters.exists(p, p.state == "SENT" && p.carrier.id != principal.user.id)',
    'in all elements': `letter.owner.letters.all(p, ${SENT} || p.urgent == true)`,
    'in none, beside another': `letter.urgent == true || !letter.owner.letters.exists(p, ${SENT})`,
    'two deep': `letter.owner.letters.exists(p, p.carrier.letters.exists(q, q.state == "NEW" && p.state == "SENT"))`,
    'in all of some': `letter.owner.letters.exists(p, p.carrier.letters.all(q, q.state == "NEW"))`,
    'the same twice': `letter.state == "NEW" && (letter.urgent == true || letter.state == "NEW")`,
  }

  it.each(Object.keys(conditions))(
    '%s, is the one whose opposite turns the answer, in every world',
    (name) => {
      const condition = conditionOf(conditions[name] ?? '')
      const places = atomPlaces(condition, 'letter')
      const forms = places.flatMap((atom) =>
        [true, false].map((value) => ({ atom, value, form: decidedByAtom(condition, atom, value) })),
      )
      const seen = new Set<string>()
      for (const world of everyWorld()) {
        for (const row of rowGraph(postOffice, world).rows('Letter')) {
          for (const principal of everybody.slice(0, 6)) {
            const slots = slotsOf(principal, NOW)
            const bindings = { rows: new Map([['row', row]]), slots }
            const answer = holds(condition, bindings)
            const met = metIn(condition, bindings).filter(
              (one) => flipped(condition, bindings, one) !== answer,
            )
            for (const { atom, value, form } of forms) {
              const expected = met.some(
                (one) => String(one.place) === String(atom.place) && one.value === value,
              )
              if (match(form, row, slots) !== expected)
                throw new Error(`${atom.text} ${value}: not ${expected} in ${JSON.stringify(world)}`)
              if (expected) seen.add(`${atom.text} ${value}`)
            }
          }
        }
      }
      expect(seen.size).toBeGreaterThanOrEqual(places.length)
    },
  )
})

/** The compiled form of a condition over a letter. */
function conditionOf(when: string): Condition {
  const set = postPolicies({
    'letter.policy.yaml': `type: Letter
rules:
  - id: letter/only
    permit: read
    fields: all
    to: everyone
    when: >-
      ${when}
    because: For this test.
`,
  })
  const rule = set.rules.find(({ id }) => id === 'letter/only')
  if (rule === undefined) throw new Error('no rule')
  return rule.condition
}

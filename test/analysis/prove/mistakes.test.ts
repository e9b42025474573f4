import { proofReport } from '../../../src/analysis/prove/proof-report'
import { prove } from '../../../src/analysis/prove/prove'
import {
  type InvariantWords,
  readAssumptions,
  readInvariants,
} from '../../../src/analysis/prove/read-invariants'
import { reportText } from '../../../src/analysis/report/report'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { mandateWithoutData } from '../../../src/app/mandate-on'
import { policyParts } from '../../../src/app/policy-parts'
import { PolicyErrors, policyErrorText } from '../../../src/policy/parse/policy-error'

let words: InvariantWords
let close: () => Promise<void>

beforeAll(async () => {
  const { model, policies, dataSource } = await mandateWithoutData()
  words = { model, policies, files: policyParts.policyFiles() }
  close = () => dataSource.destroy()
})

afterAll(() => close())

const ASSUME = `assume:
  - id: taken
    means: Nobody is their own Partner.
    each: { partnership: Partnership }
    then: partnership.client.id != partnership.partner.id
`

/** Each with the mistake it makes, at its place. */
const mistakes: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a type, a field and a row that are not there',
    `${ASSUME}invariants:
  - id: one
    says: Of a type that is not there.
    of: { invoice: Invoise }
    never: read invoice
  - id: two
    says: Of a field that is not there.
    of: { invoice: Invoice }
    never: [read invoice.nett, pey invoice, read invoise]
`,
    [
      '9:20 unknown-type  There is no type `Invoise`. (did you mean `Invoice`?)',
      '14:13 unknown-field  Invoice has no field `nett`. (did you mean `net`?)',
      '14:32 unknown-action  Invoice has no action `pey`. (did you mean `pay`?)',
      '14:45 unknown-name  The invariant names no row `invoise`. (did you mean `invoice`?)',
    ],
  ],
  [
    'a condition in which a word is not known',
    `${ASSUME}invariants:
  - id: one
    says: Of a word that is not there.
    of: { invoice: Invoice }
    when: invoice.billedOrganization.id == principal.organisation.id
    never: read invoice
  - id: two
    says: Of a principal with more than principals have.
    of: { invoice: Invoice }
    when: principal.rank == "OWNER"
    never: read invoice
`,
    [
      '10:19 unknown-name  `Invoice` has no `billedOrganization`. (did you mean `billedOrganisation`?)',
      '15:21 unknown-name  `principal` has no `rank`.',
    ],
  ],
  [
    'another shape',
    `${ASSUME}invariants:
  - id: one
    says: No cell is called so.
    of: { invoice: Invoice }
    never: invoice.net
  - id: two
    says: It says nothing.
    of: { invoice: Invoice }
  - id: three
    tells: It says something else.
    never: anything
  - id: four
    says: Of nothing.
    of: {}
    never: read invoice
`,
    [
      '10:12 wrong-shape  `invoice.net` is no cell: say `read row`, `read row.field`, `read row.*` or `action row`.',
      '11:9 missing-key  An invariant says `never`, `whoever` with `also` or `then`, or `change` with `neverOpens` or `neverCloses`.',
      '14:5 missing-key  An invariant needs the key `says`.',
      '15:5 unknown-key  An invariant has no key `tells`.',
      '19:9 empty-list  `of` names no row.',
    ],
  ],
  [
    'a change to what is never so',
    `${ASSUME}invariants:
  - id: one
    says: To a state that is not there.
    of: { partnership: Partnership }
    change: { partnership: { status: ENDET } }
    neverOpens: anything
  - id: two
    says: Of a value that is not there.
    of: { partnership: Partnership }
    change: { partnership: { state: ENDED } }
    neverOpens: anything
`,
    [
      '10:38 unknown-name  `status` is never `ENDET`. (did you mean `ENDED`?)',
      '15:30 unknown-name  A Partnership has no value `state`.',
    ],
  ],
  [
    'a change of nothing, and of two rows',
    `${ASSUME}invariants:
  - id: one
    says: Nothing changes.
    of: { partnership: Partnership }
    change: {}
    neverOpens: anything
  - id: two
    says: No value of it changes.
    of: { partnership: Partnership }
    change: { partnership: {} }
    neverOpens: anything
  - id: three
    says: Two rows change.
    of: { partnership: Partnership, invoice: Invoice }
    change: { partnership: { status: ENDED }, invoice: { status: PAID } }
    neverOpens: anything
`,
    ['10:13', '15:13', '20:13'].map(
      (place) =>
        `${place} wrong-shape  \`change\` is about one row, or \`principal\`, and at least one value of it.`,
    ),
  ],
  [
    'the same id twice',
    `${ASSUME}invariants:
  - id: taken
    says: What is taken for granted and what is proved have names of their own.
    when: principal.user.id == null
    never: anything
`,
    ['7:9 duplicate-rule  `taken` stands here twice.'],
  ],
  [
    'a weakness of a rule that is not there, or of another kind',
    `${ASSUME}invariants:
  - id: one
    says: Nobody sees anything.
    when: principal.user.id == null
    never: anything
deliberate:
  - rule: invoice/payy
    is: dead
    because: Why not.
  - rule: invoice/pay
    is: daed
    because: Why not.
`,
    [
      '12:11 unknown-name  There is no rule `invoice/payy`. (did you mean `invoice/pay`?)',
      '16:9 unknown-value  A rule is weak by being `dead`, `shadowed` or `redundant`, not `daed`. (did you mean `dead`?)',
    ],
  ],
]

it.each(mistakes)('tells %s at its place', (_, text, expected) => {
  expect(mistakesIn(text)).toEqual(expected)
})

it('reads what is taken for granted although the rest speaks of rules that are gone', () => {
  const text = `${ASSUME}invariants: []
deliberate:
  - rule: invoice/gone
    is: dead
    because: Why not.
`
  const file = { path: 'policies/invariants.yaml', text }
  expect(readAssumptions(file, words).map(({ id }) => id)).toEqual(['taken'])
  expect(() => readAssumptions({ ...file, text: text.replace('client.id', 'clint.id') }, words)).toThrow(
    PolicyErrors,
  )
})

it('an entry that says a rule is weak, which it is not, is told and fails', async () => {
  const text = `${ASSUME}invariants:
  - id: nobody
    says: Who has no role pays nothing.
    of: { invoice: Invoice }
    when: principal.role == null
    never: pay invoice
deliberate:
  - rule: invoice/pay
    is: shadowed
    because: It never was.
`
  const file = readInvariants({ path: 'policies/invariants.yaml', text }, words)
  const solver = openSolver()
  try {
    const rules = words.policies.rules.filter(({ id }) => id === 'invoice/pay')
    const { assumptions } = file
    const { model, policies } = words
    const proof = await prove(file, { model, policies, assumptions, solver }, { rules })
    expect(proof.stale).toMatchObject([{ rule: 'invoice/pay', is: 'shadowed' }])
    const report = proofReport(proof)
    expect(report.passed).toBe(false)
    expect(report.findings).toContainEqual({
      kind: 'stale-reason',
      level: 'error',
      message: '`invoice/pay` is said to be shadowed on purpose, and is not shadowed: remove the entry.',
      path: 'policies/invariants.yaml',
      line: 13,
    })
    expect(reportText(report)).toContain('remove the entry.   (policies/invariants.yaml:13)')
    const without = proofReport(
      await prove({ ...file, deliberate: [] }, { model, policies, assumptions, solver }, { rules }),
    )
    expect(without.findings).toEqual([])
  } finally {
    await solver.close()
  }
}, 120_000)

function mistakesIn(text: string): readonly string[] {
  try {
    readInvariants({ path: 'policies/invariants.yaml', text }, words)
  } catch (problem) {
    if (!(problem instanceof PolicyErrors)) throw problem
    return problem.errors.map(policyErrorText).map((line) => line.replace('policies/invariants.yaml:', ''))
  }
  return []
}

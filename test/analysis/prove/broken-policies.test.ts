import { type Invariant, type InvariantFile } from '../../../src/analysis/prove/invariant'
import { refutingCase } from '../../../src/analysis/prove/proof-report'
import { proveInvariant } from '../../../src/analysis/prove/prove-invariant'
import { readInvariants } from '../../../src/analysis/prove/read-invariants'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { rowsOf } from '../../../src/analysis/world/made-up-world'
import { mandateWithoutData } from '../../../src/app/mandate-on'
import { policyParts } from '../../../src/app/policy-parts'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { type Model } from '../../../src/read/schema/model'
import { caseText } from '../../../src/testing/cases/case'
import { loadCases } from '../../../src/testing/cases/load-cases'
import { decidedCells } from '../../../src/testing/cases/run-case'

/** A change of the real policies that nobody should get through, and the invariant that stops it. */
interface Breach {
  readonly file: string
  readonly replace: readonly [string, string]
  readonly invariant: string
}

const roles = ['OWNER', 'ADMINISTRATOR', 'COLLABORATOR', 'EXTERNAL']
const solver = openSolver()
let model: Model
let close: () => Promise<void>

beforeAll(async () => {
  const mandate = await mandateWithoutData()
  model = mandate.model
  close = () => mandate.dataSource.destroy()
})

afterAll(async () => {
  await solver.close()
  await close()
})

const breaches: readonly Breach[] = [
  {
    file: 'product.policy.yaml',
    replace: [
      'fields: [organisation, clientBilling]\n    to: [ownerOrAdministrator]\n    when: mine && paidByClient',
      'fields: [organisation, resellerBilling]\n    to: [ownerOrAdministrator]\n    when: mine',
    ],
    invariant: 'reseller-price-for-who-pays-it',
  },
  {
    file: 'product.policy.yaml',
    replace: [
      'when: fullPartnerOf(product.organisation) && paidByMe\n    because: What the Partner pays',
      'when: paidByMe\n    because: What the Partner pays',
    ],
    invariant: 'no-product-without-cover',
  },
  {
    file: 'partnership.policy.yaml',
    replace: [
      'fields: [snapshot, startedAt, endedAt]\n    to: [partnerManager]',
      'fields: [snapshot, startedAt, endedAt]\n    to: [partnerManager, partnerCollaborator]',
    ],
    invariant: 'ending-widens-nothing',
  },
  {
    file: 'organisation.policy.yaml',
    replace: [
      'fields: [name]\n    to: [partnerManager]\n    when: invitedPartnerOf(organisation)',
      'fields: [card, phone]\n    to: [partnerManager]\n    when: invitedPartnerOf(organisation)',
    ],
    invariant: 'only-a-name-without-a-mandate',
  },
  {
    file: 'order.policy.yaml',
    replace: [
      'fields: [what, organisation, placedBy]\n    to: [partnerManager]',
      'fields: all\n    to: [partnerManager]',
    ],
    invariant: 'amounts-of-orders-for-who-pays',
  },
  {
    file: 'membership.policy.yaml',
    replace: [
      'when: inMine && membership.role in ["ADMINISTRATOR", "COLLABORATOR", "EXTERNAL"]',
      'when: inMine',
    ],
    invariant: 'administrators-leave-owners-alone',
  },
  {
    file: 'principals.yaml',
    replace: [
      'principal.role in ["OWNER", "ADMINISTRATOR"] || (principal.role == "COLLABORATOR" &&\n      principal.accounting == true)\n    means: >-\n      Whoever may see the billing',
      'principal.role != null\n    means: >-\n      Whoever may see the billing',
    ],
    invariant: 'externals-without-money',
  },
  {
    file: 'partnership.policy.yaml',
    replace: [
      'to: [owner]\n    when: iAmClient && active && partnership.partnerAccess == "FULL"',
      'to: [partnerManager]\n    when: iAmPartner && active && partnership.partnerAccess == "FULL"',
    ],
    invariant: 'only-the-client-changes-the-mode',
  },
  {
    file: 'principals.yaml',
    replace: ['when: principal.user.id != null', 'when: principal.accounting == false'],
    invariant: 'signed-out-see-nothing',
  },
]

describe('a widened policy is refuted with a world', () => {
  test.each(breaches)('$invariant notices a change of $file', async ({ file, replace, invariant: id }) => {
    const { policies, invariants } = broken(file, replace)
    const invariant = named(invariants, id)
    const verdict = await proveInvariant(invariant, {
      policies,
      model,
      assumptions: invariants.assumptions,
      solver,
    })
    if (verdict.kind !== 'refuted') throw new Error(`${id} is ${verdict.kind}`)

    // The real engine opens the cell, in a world of a few rows that a person can read.
    const refuting = refutingCase(invariant, verdict, 'found')
    expect(decidedCells(refuting, policies, model)).toEqual([true])
    expect(rowsOf(refuting.world).length).toBeLessThanOrEqual(8)

    // What is saved is read again as the same case.
    const [read] = loadCases([{ path: 'policies/cases/found.case.yaml', text: caseText(refuting) }], {
      model,
      policies,
    })
    expect(read).toEqual(refuting)
  })

  test('and the committed policies are not', async () => {
    const { policies, invariants } = broken('invoice.policy.yaml', ['', ''])
    for (const id of ['invoices-where-billed', 'reseller-price-for-who-pays-it', 'ending-widens-nothing']) {
      const means = { policies, model, assumptions: invariants.assumptions, solver }
      expect(await proveInvariant(named(invariants, id), means)).toEqual({ kind: 'proved' })
    }
  })

  test('an invariant about what never happens says nothing', async () => {
    const { policies, invariants } = broken('invoice.policy.yaml', ['', ''])
    const about = named(invariants, 'administrators-leave-owners-alone')
    const never = { ...about, when: { op: 'and', of: [about.when, { op: 'not', of: about.when }] } } as const
    const means = { policies, model, assumptions: invariants.assumptions, solver }
    expect(await proveInvariant(never, means)).toEqual({ kind: 'vacuous' })
  })
})

function broken(name: string, [from, to]: readonly [string, string]) {
  const files = policyParts.policyFiles().map((file): PolicyFile => {
    if (!file.path.endsWith(`/${name}`)) return file
    if (!file.text.includes(from)) throw new Error(`${name} does not say: ${from}`)
    return { ...file, text: file.text.replace(from, to) }
  })
  const policies = loadPolicies(files, { types: model.types, roles })
  return { policies, invariants: readInvariants(policyParts.invariantFile(), { model, policies, files }) }
}

function named({ invariants }: InvariantFile, id: string): Invariant {
  const found = invariants.find((one) => one.id === id)
  if (found === undefined) throw new Error(`No invariant ${id}`)
  return found
}

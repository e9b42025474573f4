import type { DemoHouse } from '../../src/cli/policy/demo-house'
import { openScenarios } from '../../src/cli/policy/open-scenarios'
import { databasesFor } from '../../src/cli/policy/scenario-databases'
import { policyParts } from '../../src/main'
import { TRUE } from '../../src/policy/condition'
import type { PolicyRule, PolicySet } from '../../src/policy/policy-set'
import type { Database } from '../../src/query/database'
import type { FactSource } from '../../src/query/read-facts'
import { decideReader } from '../../src/scenario/decide-reader'
import { runScenarios } from '../../src/scenario/run-scenarios'

/** Rules that may go without anybody of the demo world noticing, and why they stand nevertheless. */
const UNNOTICED_WHEN_DROPPED: Readonly<Record<string, string>> = {
  'invoice/never-elsewhere': 'forbids what no permit opens today',
  'product/never-transferred-by-others': 'forbids what no permit opens today',
  'organisation/payer': 'every payer is a Partner the client has dealt with as well',
  'partner/own-entry': 'whoever it is for finds the clients of the entry, too',
}

/** Conditions that may be left out, and why. */
const UNNOTICED_WHEN_ALWAYS: Readonly<Record<string, string>> = {
  'billing-address/with-its-organisation': 'a part follows its owner, which the condition only repeats',
  'credit-note/with-its-invoice': 'a part follows its owner',
  'invoice-line/with-its-invoice': 'a part follows its owner',
  'partner-rate/own': 'a part follows its owner',
  'payment-means/with-its-organisation': 'a part follows its owner',
  'invoice/billed-organisation': 'never-elsewhere forbids the rest',
  'invoice/pay': 'only visible invoices are paid',
  'prepaid-account/withdraw': 'only visible accounts are moved',
}

describe('the scenarios notice', () => {
  let house: DemoHouse
  let set: PolicySet
  let scenarios: ReturnType<typeof openScenarios>
  let facts: FactSource

  beforeAll(async () => {
    const [sqlite] = databasesFor('sqlite', {})
    if (sqlite === undefined) throw new Error('No embedded database')
    house = await sqlite.open(policyParts)
    set = house.mandate.policies
    scenarios = openScenarios(policyParts, house.mandate)
    facts = { ...house.facts, database: remembering(house.facts.database) }
  })

  afterAll(() => house.close())

  it('every rule that is missing', async () => {
    expect(await unnoticed(() => [])).toEqual(Object.keys(UNNOTICED_WHEN_DROPPED).sort())
  })

  it('every condition that is left out', async () => {
    const conditional = (rule: PolicyRule): boolean => rule.condition.op !== 'true'
    const survivors = await unnoticed((rule) => [{ ...rule, condition: TRUE }], conditional)
    expect(survivors).toEqual(Object.keys(UNNOTICED_WHEN_ALWAYS).sort())
  })

  /** The rules whose change no scenario notices. */
  async function unnoticed(
    change: (rule: PolicyRule) => readonly PolicyRule[],
    concerned: (rule: PolicyRule) => boolean = () => true,
  ): Promise<readonly string[]> {
    const survivors: string[] = []
    // Personas with API tokens follow; until then nobody notices what is forbidden to tokens alone.
    for (const rule of set.rules.filter(concerned).filter(({ id }) => !id.startsWith('scope/'))) {
      const rules = set.rules.flatMap((one) => (one === rule ? change(one) : [one]))
      if ((await failuresUnder({ ...set, rules }, rule.type)) === 0) survivors.push(rule.id)
    }
    return survivors
  }

  async function failuresUnder(policies: PolicySet, type: string): Promise<number> {
    const { book, subjects } = scenarios
    const parts = [...set.types.values()]
      .filter((one) => one.partOf?.ownerType === type)
      .map((one) => one.type)
    const concerned = subjects.filter((subject) => subject.type === type || parts.includes(subject.type))
    const { principalOf } = house
    const reader = decideReader({ policies, facts, principalOf, subjects: concerned, clock: book.clock })
    return (await runScenarios(book, concerned, reader)).failures.length
  }
})

/** Nothing writes here: what was read once is not read again for the next mutant. */
function remembering(database: Database): Database {
  const known = new Map<string, ReturnType<Database['query']>>()
  return {
    query: (text, parameters) => {
      const key = JSON.stringify([text, parameters])
      const rows = known.get(key) ?? database.query(text, parameters)
      known.set(key, rows)
      return rows
    },
  }
}

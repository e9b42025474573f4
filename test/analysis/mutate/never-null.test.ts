import { mutantOutcomes } from '../../../src/analysis/mutate/mutant-outcomes'
import { type Mutant } from '../../../src/analysis/mutate/mutant'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { type PolicySet } from '../../../src/policy/policy-set'
import { type Model } from '../../../src/read/schema/model'
import { letterText, personText, postOffice, principalsText } from '../small/post-office'

/** The post office, where every page belongs to a letter. */
const model: Model = { ...postOffice, types: new Map([...postOffice.types, ['Page', pageOfALetter()]]) }

test('mutants that are judged together are not told apart by what the database never holds', async () => {
  const set = policies('page.letter.state != "SENT"')
  const asked = { set, tested: [], model, assumptions: [], solver: openSolver() }
  try {
    const anybody = mutant('anybody', policies('true'))
    // The same but for a page without a letter, of which there is none.
    const unlessSent = mutant('unless sent', policies('!(page.letter.state == "SENT")'))
    const judged = await mutantOutcomes([anybody, unlessSent], asked)
    expect(judged.map(({ verdict }) => verdict.kind)).toEqual(['survived', 'equivalent'])
    const [first] = judged
    if (first?.verdict.kind !== 'survived') throw new Error('It survives')
    const { world, row } = first.verdict.witness
    expect(world['Page']?.[row.key]).toEqual({ letter: expect.any(Number) })
    expect(Object.values(world['Letter'] ?? {})).toEqual([{ state: 'SENT' }])
  } finally {
    await asked.solver.close()
  }
})

function pageOfALetter() {
  const page = postOffice.types.get('Page')
  const letter = page?.relations.get('letter')
  if (page === undefined || letter === undefined) throw new Error('The post office has no pages')
  return { ...page, relations: new Map([...page.relations, ['letter', { ...letter, nullable: false }]]) }
}

function policies(when: string): PolicySet {
  const page = `type: Page
rules:
  - id: page/read
    permit: read
    fields: all
    to: everyone
    when: ${JSON.stringify(when)}
    because: Not sent yet.
`
  const texts = [principalsText, letterText, personText, page]
  return loadPolicies(
    texts.map((text, at) => ({ path: `policies/${at}.yaml`, text })),
    model,
  )
}

function mutant(id: string, set: PolicySet): Mutant {
  return {
    id,
    kind: 'drop-condition',
    of: 'page/read',
    text: id,
    path: '',
    line: null,
    set,
    types: ['Page'],
    classes: null,
  }
}

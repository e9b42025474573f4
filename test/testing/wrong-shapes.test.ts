import { isCollection, isPair, isScalar, parseDocument, visit } from 'yaml'
import { readInvariants } from '../../src/analysis/prove/read-invariants'
import { type Assembled } from '../../src/app/assemble'
import { mandateWithoutData } from '../../src/app/mandate-on'
import { PolicyErrors } from '../../src/policy/parse/policy-error'
import { loadCases } from '../../src/testing/cases/load-cases'
import { loadScenarios } from '../../src/testing/scenarios/load-scenarios'
import { ScenarioErrors } from '../../src/testing/scenarios/scenario'
import { smallWords, smallWorld } from './small-world'

const scenario = `about: Ann writes.
principal: writer
as: [ann, nobody]
rows: { Letter: { early: first } }
cells:
  A:
    says: all
    sees: { Letter: { first: [subject, body] } }
    may: { Letter: { send: early } }
    hides: { Letter: [bob-only], Page: { first: text } }
besides:
  sees: { Page: { first: known } }
`

/** Speaks of every group that the shared file names. */
const allGroups = `about: All.
principal: writer
as: all
cells:
  A: { says: all, sees: { 'Letter, Page': { first: known } } }
  B: { says: all, sees: { Letter: { bob-only: outside } } }
`

const aCase = `about: A Partner pays.
clock: 2026-01-01T00:00:00.000Z
principal: { organisation: 2, role: OWNER, scopes: ['invoices:read'] }
world:
  Invoice: { 1: { billedOrganisation: 2, number: 'null' } }
vary:
  role: { owner: {}, external: { principal: { role: EXTERNAL }, world: { Invoice: { 1: { status: PAID } } } } }
expect:
  - { row: 'Invoice:1', field: net, allowed: { owner: true, external: false } }
`

const invariants = `assume:
  - id: taken
    means: Nobody is their own Partner.
    each: { partnership: Partnership }
    then: partnership.client.id != partnership.partner.id
invariants:
  - id: one
    says: Ending opens nothing.
    of: { partnership: Partnership }
    change: { partnership: { status: ENDED } }
    neverOpens: [read Invoice.net, pay Invoice]
deliberate:
  - { rule: invoice/pay, is: dead, because: Why not. }
`

let mandate: Assembled

beforeAll(async () => {
  mandate = await mandateWithoutData()
})

const loaders = {
  scenario: {
    text: scenario,
    load: (text: string) =>
      loadScenarios(
        [
          { path: '0.yaml', text },
          { path: 'words.yaml', text: smallWords },
        ],
        smallWorld,
      ),
  },
  words: {
    text: smallWords,
    load: (text: string) =>
      loadScenarios(
        [
          { path: '0.yaml', text: allGroups },
          { path: 'words.yaml', text },
        ],
        smallWorld,
      ),
  },
  case: {
    text: aCase,
    load: (text: string) => loadCases([{ path: 'policies/cases/one.case.yaml', text }], mandate),
  },
  invariants: {
    text: invariants,
    load: (text: string) =>
      readInvariants({ path: 'policies/invariants.yaml', text }, { ...mandate, files: [] }),
  },
}

/** What stands where something else belongs. */
const strangers = ['', 'stranger', ['stranger'], {}, { stranger: 'x' }]

describe.each(Object.entries(loaders))('a file of the kind %s', (_kind, { text, load }) => {
  it('loads', () => {
    expect(() => load(text)).not.toThrow()
  })

  it('is refused at its place, whatever stands in whatever part of it', () => {
    const paths = partsOf(text)
    expect(paths.length).toBeGreaterThan(15)
    let refused = 0
    const unclear: object[] = []
    for (const path of paths) {
      for (const stranger of strangers) {
        const document = parseDocument(text)
        document.setIn(path, document.createNode(stranger))
        try {
          load(String(document))
        } catch (problem) {
          if (!(problem instanceof ScenarioErrors || problem instanceof PolicyErrors)) throw problem
          refused += 1
          unclear.push(
            ...problem.errors.filter(
              ({ line, column, message }) => Math.min(line, column) < 1 || !/^[^a-z].*\.$/s.test(message),
            ),
          )
        }
      }
    }
    expect(unclear).toEqual([])
    // A record of names that the author chooses takes nearly anything; all else is closed.
    expect(refused / (paths.length * strangers.length)).toBeGreaterThan(0.7)
  })

  it('loses no part of it silently', () => {
    for (const path of partsOf(text).filter((one) => one.length > 0)) {
      const document = parseDocument(text)
      document.deleteIn(path)
      let left: unknown
      try {
        left = load(String(document))
      } catch (problem) {
        expect(problem instanceof ScenarioErrors || problem instanceof PolicyErrors).toBe(true)
        continue
      }
      expect(shown(left)).not.toBe(shown(load(text)))
    }
  })
})

/** The paths of all values of a document. */
function partsOf(text: string): readonly (readonly unknown[])[] {
  const found: unknown[][] = []
  visit(parseDocument(text), {
    Node: (key, node, ancestors) => {
      if (key === 'key' || !(isScalar(node) || isCollection(node))) return
      const path: unknown[] = []
      const trail = [...ancestors, node]
      trail.forEach((one, index) => {
        const parent = trail[index - 1]
        if (isPair(one)) path.push(isScalar(one.key) ? one.key.value : one.key)
        else if (isCollection(parent) && 'items' in parent) {
          const place = (parent.items as readonly unknown[]).indexOf(one)
          if (place >= 0) path.push(place)
        }
      })
      found.push(path)
    },
  })
  return found
}

/** Maps as lists, so that what differs in them shows. */
function shown(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one instanceof Map || one instanceof Set ? [...(one as Iterable<unknown>)] : one,
  )
}

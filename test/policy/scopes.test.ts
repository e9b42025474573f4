import { bindPolicy, slotsOf } from '../../src/policy/compile/class-policy'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { cellCondition, decide } from '../../src/policy/evaluate/decide'
import { explain } from '../../src/policy/evaluate/explain'
import { match, type Row } from '../../src/policy/evaluate/match'
import { type PolicyError, PolicyErrors } from '../../src/policy/parse/policy-error'
import { type Principal } from '../../src/policy/principal'
import { file, smallPolicies } from './small-policies'
import { memberOf, now } from './small-principals'
import { smallVocabulary } from './small-vocabulary'

const CATALOGUE = `
scopes:
  organisations:read:
    means: See Organisations.
    covers: { Organisation: read, Partnership: read }
  invoices:read:
    means: See invoices.
    covers: { Invoice: read }
  books:read:
    means: See what is billed.
    covers: { Invoice: read }
neverForTokens:
  Invoice: pay
  Partnership: end
`
const set = loadPolicies([...smallPolicies, file('scopes.yaml', CATALOGUE)], smallVocabulary)
const without = loadPolicies(smallPolicies, smallVocabulary)
const owner = memberOf(1)
const own: Row = { id: 1, name: 'Own', vatNumber: null, partnerships: [] }

describe('a session', () => {
  it('has the same rights, in the same form, as without any catalogue', () => {
    const [narrowed, plain] = [set, without].map((one) => bindPolicy(one, owner, now).classPolicy)
    for (const type of set.types.keys()) {
      expect(narrowed?.type(type).row).toEqual(plain?.type(type).row)
      for (const { name } of smallVocabulary.types.get(type)?.fields ?? []) {
        expect(narrowed?.type(type).field(name)).toEqual(plain?.type(type).field(name))
      }
    }
  })
})

describe('a token', () => {
  it('without the scope never sees the type, whatever the row', () => {
    const { classPolicy } = bindPolicy(set, tokenWith('invoices:read'), now)
    expect(classPolicy.type('Organisation').row).toEqual({ op: 'false' })
    expect(classPolicy.type('Organisation').field('name')).toEqual({ kind: 'never' })
  })

  it('with the scope sees what its person sees, and with any of several', () => {
    const { classPolicy } = bindPolicy(set, owner, now)
    for (const scope of ['invoices:read', 'books:read']) {
      const token = bindPolicy(set, tokenWith(scope), now).classPolicy
      expect(token.type('Invoice').row).toEqual(classPolicy.type('Invoice').row)
    }
    expect(bindPolicy(set, tokenWith('organisations:read'), now).classPolicy.type('Invoice').row.op).toBe(
      'false',
    )
  })

  it('does nothing that is for no token, with every scope there is', () => {
    const every = set.scopes.map(({ name }) => name)
    expect(
      bindPolicy(set, tokenWith(...every), now)
        .classPolicy.type('Invoice')
        .action('pay').op,
    ).toBe('false')
    expect(bindPolicy(set, owner, now).classPolicy.type('Invoice').action('pay').op).not.toBe('false')
  })

  it('is told by every reader alike, and why', () => {
    const question = { action: 'read', type: 'Organisation', field: 'name' }
    const condition = cellCondition(set, question)
    const asked: readonly (readonly [Principal, boolean])[] = [
      [owner, true],
      [tokenWith('organisations:read'), true],
      [tokenWith('invoices:read'), false],
      [tokenWith(), false],
    ]
    for (const [principal, answer] of asked) {
      expect(decide(bindPolicy(set, principal, now), question, own)).toBe(answer)
      expect(match(condition, own, slotsOf(principal, now))).toBe(answer)
    }
    const reported = explain(bindPolicy(set, tokenWith('invoices:read'), now), question, own)
    expect(reported.deciding).toBe('scope/organisation.read')
    expect(reported.sentence).toContain('only with the scope `organisations:read`')
    const rule = reported.rules.find(({ id }) => id === reported.deciding)
    expect(rule).toMatchObject({ path: 'policies/scopes.yaml', line: 4 })
  })
})

describe('the version', () => {
  it('moves with what a scope covers, not with what it is said to mean', () => {
    const versionOf = (text: string): string =>
      loadPolicies([...smallPolicies, file('scopes.yaml', text)], smallVocabulary).version
    expect(versionOf(CATALOGUE.replace('See invoices.', 'Look at invoices.'))).toBe(set.version)
    expect(versionOf(CATALOGUE.replace('  Invoice: pay', '  Invoice: [pay]'))).toBe(set.version)
    const billed = '    means: See what is billed.\n    covers: { Invoice: read }'
    const moved = CATALOGUE.replace(billed, billed.replace('Invoice', 'Partnership'))
    expect(versionOf(moved)).not.toBe(set.version)
    expect(without.version).not.toBe(set.version)
  })
})

describe('a catalogue', () => {
  it.each([
    [
      'a type misspelt',
      'Invoice: read }\n  books',
      'Invoce: read }\n  books',
      'unknown-type',
      'scopes.yaml:7:15',
    ],
    ['an action misspelt', 'Invoice: pay', 'Invoice: pya', 'unknown-action', 'scopes.yaml:12:12'],
    ['a scope called otherwise', 'books:read:', 'Books:', 'bad-name', 'scopes.yaml:8:3'],
    [
      'an action with a scope and for no token',
      'Invoice: pay',
      'Invoice: [pay, read]',
      'scope-and-never',
      'scopes.yaml:12:18',
    ],
    ['an unknown key', 'neverForTokens:', 'neverForToken:', 'unknown-key', 'scopes.yaml:11:1'],
  ])('%s is shown where it stands', (_mistake, from, to, code, place) => {
    expect(CATALOGUE).toContain(from)
    const errors = mistakesOf(CATALOGUE.replace(from, to))
    const [found] = errors.filter((error) => error.code === code)
    expect({ errors, place: found && `${found.path}:${found.line}:${found.column}` }).toEqual({
      errors,
      place: `policies/${place}`,
    })
  })

  it('says what was perhaps meant', () => {
    expect(mistakesOf(CATALOGUE.replace('Invoice: pay', 'Invoice: pya'))[0]?.suggestion).toBe(
      'did you mean `pay`?',
    )
  })

  it('that forgets a type or an action is refused, at the document', () => {
    const [action] = mistakesOf(CATALOGUE.replace('  Invoice: pay\n', ''))
    expect(action).toMatchObject({ code: 'without-scope', path: 'policies/invoice.policy.yaml' })
    expect(action?.message).toBe('No scope covers `pay` of Invoice, and it is not said to be for no token.')
    const forgotten = mistakesOf(CATALOGUE.replace(', Partnership: read', ''))
    expect(forgotten.map(({ code, path }) => [code, path])).toEqual([
      ['without-scope', 'policies/partnership.policy.yaml'],
    ])
  })

  it('names no part: what is part of another type is read with it', () => {
    const reported = mistakesOf(
      CATALOGUE.replace('{ Invoice: read }', '{ Invoice: read, InvoiceLine: read }'),
    )
    expect(reported.map(({ code }) => code)).toContain('part-with-scope')
  })

  it('stands in one file', () => {
    const reported = mistakesIn([
      ...smallPolicies,
      file('scopes.yaml', CATALOGUE),
      file('scopes2.yaml', CATALOGUE),
    ])
    expect(new Set(reported.map(({ code }) => code))).toEqual(new Set(['duplicate-scope']))
  })
})

function tokenWith(...scopes: readonly string[]): Principal {
  return { ...owner, token: true, scopes }
}

function mistakesOf(catalogue: string): readonly PolicyError[] {
  return mistakesIn([...smallPolicies, file('scopes.yaml', catalogue)])
}

function mistakesIn(files: Parameters<typeof loadPolicies>[0]): readonly PolicyError[] {
  try {
    loadPolicies(files, smallVocabulary)
    return []
  } catch (problem) {
    if (problem instanceof PolicyErrors) return problem.errors
    throw problem
  }
}

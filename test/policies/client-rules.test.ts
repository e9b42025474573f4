import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { personas } from '../../schema/world/demo/personas'
import { type LinkedWorld } from '../../src/analysis/leaks/world-change'
import { can, type PackedRules, rulesOf, subject, UnloadedFact } from '../../src/policy/client-rules'
import { bindPolicy, type BoundPolicy } from '../../src/policy/compile/class-policy'
import { type PolicyAbility } from '../../src/policy/compile/policy-ability'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { decide } from '../../src/policy/evaluate/decide'
import { packedRulesOf } from '../../src/policy/pack-rules'
import { type PolicyFile } from '../../src/policy/parse/read-yaml'
import { type PolicySet } from '../../src/policy/policy-set'
import { type Principal, SIGNED_OUT } from '../../src/policy/principal'
import { file, smallPolicies } from '../policy/small-policies'
import { memberOf, partnerOf } from '../policy/small-principals'
import { smallVocabulary } from '../policy/small-vocabulary'
import { demoFacts, principalOf } from './demo-facts'
import { realPolicyFiles } from './real-policy-files'
import { realVocabulary } from './real-vocabulary'

const now = new Date('2026-11-23T12:00:00.000Z')
/** Long after mandates, invitations and visits of the demo world have run out. */
const later = new Date('2029-01-01T00:00:00.000Z')

let set: PolicySet
let world: LinkedWorld

beforeAll(async () => {
  set = loadPolicies(realPolicyFiles(), await realVocabulary())
  world = await demoFacts()
})

/** Every persona, programs with one scope or none, members who lack a part of who they are, and nobody. */
function askers(): readonly (readonly [string, Principal])[] {
  const people = personas.map(({ key }) => [key, principalOf(world, key)] as const)
  const owner = principalOf(world, 'client-owner')
  const tokens = [[], ...set.scopes.map(({ name }) => [name])].map((scopes) => {
    return [`a token with ${scopes.join() || 'no scope'}`, { ...owner, token: true, scopes }] as const
  })
  const parts = (['user', 'organisation', 'membership', 'role'] as const).map((part) => {
    return [`an owner without ${part}`, { ...owner, [part]: null }] as const
  })
  return [...people, ...tokens, ...parts, ['nobody', SIGNED_OUT]]
}

/** What a front end has, taken apart. */
function received(bound: BoundPolicy): PackedRules {
  return JSON.parse(packedRulesOf(bound)) as PackedRules // JSON of packed rules
}

describe('the rules of a front end', () => {
  it.each([
    ['now', now, 1],
    ['years later', later, 4],
  ])('answer as the engine does, cell for cell, %s', (_when, moment, every) => {
    const differing: string[] = []
    let yes = 0
    let cells = 0
    for (const [name, principal] of askers().filter((_one, at) => at % every === 0)) {
      const bound = bindPolicy(set, principal, moment)
      const ability = rulesOf(packedRulesOf(bound), () => moment)
      for (const { type, id, answers } of everyAnswer(bound, ability)) {
        for (const { question, engine, client } of answers) {
          cells += 1
          if (engine) yes += 1
          if (engine !== client)
            differing.push(`${name}: ${question} of ${type}:${id} is ${engine}, not ${client}`)
        }
      }
    }
    expect(differing.slice(0, 10)).toEqual([])
    expect(cells).toBeGreaterThan(200_000 / every)
    expect(yes).toBeGreaterThan(4_000 / every)
  })
})

interface RowAnswers {
  readonly type: string
  readonly id: number
  readonly answers: readonly {
    readonly question: string
    readonly engine: boolean
    readonly client: boolean
  }[]
}

/** Read, every field and every action on every row. */
function* everyAnswer(bound: BoundPolicy, ability: PolicyAbility): Generator<RowAnswers> {
  for (const [type, { actions }] of set.types) {
    const fields = [...new Set(set.rules.filter((rule) => rule.type === type).flatMap((rule) => rule.fields))]
    const asked = [
      { action: 'read' },
      ...fields.map((field) => ({ action: 'read', field })),
      ...actions.map((action) => ({ action })),
    ] as readonly { readonly action: string; readonly field?: string }[]
    for (const [id, row] of world.get(type) ?? []) {
      const one = { ...row, __typename: type }
      const answers = asked.map(({ action, field }) => ({
        question: field ?? action,
        engine: decide(bound, { action, type, ...(field === undefined ? {} : { field }) }, row),
        client: can(ability, action, one, field),
      }))
      yield { type, id, answers }
    }
  }
}

describe('what the rules tell', () => {
  it('speaks of the principal, and of no other', () => {
    for (const [name, principal] of askers()) {
      const { user, organisation, membership, partner } = principal
      const own = [user, organisation, membership, partner].map((part) => part?.id)
      const told = numbersIn(
        received(bindPolicy(set, principal, now)).map(([_action, _type, condition]) => condition),
      )
      expect([name, told.filter((number) => !own.includes(number))]).toEqual([name, []])
    }
  })

  it('names no type, field or action that the principal can never have', () => {
    for (const [name, principal] of askers()) {
      const bound = bindPolicy(set, principal, now)
      const strayed = rulesOf(packedRulesOf(bound)).rules.flatMap(
        ({ action, subject: types, fields = [] }) => {
          const type = bound.classPolicy.type(String(types))
          const impossible = [action].flat().filter((one) => {
            return (one === 'read' ? type.row : type.action(one)).op === 'false'
          })
          const hidden = [fields].flat().filter((field) => type.field(field).kind === 'never')
          return [...impossible, ...hidden].map((one) => `${type.type}.${one}`)
        },
      )
      expect([name, strayed]).toEqual([name, []])
    }
  })

  it('leaves no slot open but the clock, no sentence of a reviewer, and nothing for nobody', () => {
    const all = askers().map(([, principal]) => received(bindPolicy(set, principal, now)))
    const slots = [...JSON.stringify(all).matchAll(/"kind":"slot","name":"([^"]+)"/g)].map(([, slot]) => slot)
    expect([...new Set(slots)]).toEqual(['now'])
    expect(all.flat().filter((rule) => rule.length > 5)).toEqual([])
    expect(received(bindPolicy(set, SIGNED_OUT, now))).toEqual([])
    const external = received(bindPolicy(set, principalOf(world, 'client-external'), now))
    expect(external.filter(([, type]) => type === 'Invoice')).toEqual([])
  })

  it('leaves out every rule, and every part of a rule, that changes nothing for the principal', () => {
    const small = loadPolicies(smallPoliciesWith(invoiceRules), smallVocabulary)
    const told = (principal: Principal): readonly unknown[] =>
      received(bindPolicy(small, principal, now))
        .filter(([, type]) => type === 'Invoice')
        .map(([action, , condition, inverted = 0, fields = '']) => [
          action,
          fieldOf(condition),
          inverted,
          fields,
        ])
    expect(told(partnerOf(3))).toEqual([
      ['read', 'client', 0, 'net,id'],
      ['read', 'billedOrganisation', 0, 'number,status,issuedOn,billedOrganisation,client,lines,id'],
      ['read', 'disputed', 1, 'net'],
    ])
    expect(told(memberOf(1))).toEqual([
      ['read', 'billedOrganisation', 0, 'number,status,issuedOn,billedOrganisation,client,lines,id'],
    ])
  })

  it('is at most 64 KiB long', () => {
    const lengths = askers().map(([, one]) => packedRulesOf(bindPolicy(set, one, now)).length)
    expect(Math.max(...lengths)).toBeLessThan(64 * 1024)
  })

  it('refuses a name that CASL would split', () => {
    const rule = set.rules.find(({ id }) => id === 'invoice/billed-organisation')
    if (rule === undefined) throw new Error('The policies have no such rule')
    const split = { ...set, version: 'split', rules: [{ ...rule, fields: ['net,gross', 'id'] }] }
    expect(() => packedRulesOf(bindPolicy(split, principalOf(world, 'client-owner'), now))).toThrow(/comma/)
  })
})

describe('a row of a front end', () => {
  let ability: PolicyAbility
  const invoice = { id: 'Invoice:1', billedOrganisation: { id: 'Organisation:1', name: 'Lakeside Hotel' } }

  beforeAll(() => {
    ability = rulesOf(packedRulesOf(bindPolicy(set, principalOf(world, 'client-owner'), now)))
  })

  it('is asked as the gateway answered it', () => {
    expect(can(ability, 'read', subject('Invoice', invoice), 'net')).toBe(true)
    expect(can(ability, 'pay', subject('Invoice', invoice))).toBe(true)
    const other = { ...invoice, billedOrganisation: { id: 'Organisation:2' } }
    expect(can(ability, 'read', subject('Invoice', other), 'net')).toBe(false)
    expect(can(ability, 'read', subject('Invoice', invoice), 'nothing')).toBe(false)
    expect(can(ability, 'read', subject('Nothing', invoice))).toBe(false)
  })

  it('never grants on a relation that is not loaded', () => {
    const unloaded = subject('Invoice', { id: 'Invoice:1', billedOrganisation: { name: 'Lakeside Hotel' } })
    expect(() => can(ability, 'read', subject('Invoice', { id: 'Invoice:1' }), 'net')).toThrow(UnloadedFact)
    expect(() => can(ability, 'read', unloaded)).toThrow('`row.billedOrganisation.id`')
  })

  it('never takes a withheld value for an absent one', () => {
    const withheld = { id: 'Invoice:1', billedOrganisation: null }
    const empty = { ...withheld, access: { readable: ['billedOrganisation'] } }
    expect(() => can(ability, 'read', subject('Invoice', withheld))).toThrow(UnloadedFact)
    expect(can(ability, 'read', subject('Invoice', empty))).toBe(false)
  })

  it('never takes a page of a connection for a list', () => {
    const condition = {
      op: 'some',
      path: { kind: 'path', of: 'row', steps: ['all'] },
      as: 'a',
      where: { op: 'true' },
    }
    const partner = rulesOf(JSON.stringify([['read', 'X', condition]]))
    expect(can(partner, 'read', subject('X', { all: [{ id: 'Y:1' }] }))).toBe(true)
    expect(() => can(partner, 'read', subject('X', { all: { nodes: [{ id: 'Y:1' }] } }))).toThrow(TypeError)
  })
})

describe('rules from elsewhere', () => {
  it('are refused without a condition, which CASL would take for one that always holds', () => {
    expect(() => rulesOf('[["read","Invoice"]]')).toThrow(
      'The rule on `read` of Invoice carries no condition.',
    )
    expect(() => rulesOf('[["read","Invoice",0,1]]')).toThrow(TypeError)
    expect(() => rulesOf('{}')).toThrow('The rules are no list.')
  })

  it('never answer by an operator that this version does not know', () => {
    const ability = rulesOf('[["read","Invoice",{"op":"xor"}]]')
    expect(() => can(ability, 'read', subject('Invoice', {}))).toThrow(/Not a condition/)
  })

  it('need of a front end only CASL: no database, no GraphQL, no files', () => {
    expect(packagesBehind('src/policy/client-rules.ts')).toEqual(['@casl/ability', '@casl/ability/extra'])
  })
})

/** `net` is for Partners alone and withheld in dispute; nobody ever reads `gross`, nor pays. */
const invoiceRules = `
type: Invoice
actions: [pay, dispute]
rules:
  - id: invoice/own
    permit: read
    fields: [number, status, issuedOn, billedOrganisation, client, lines, gross]
    to: everyone
    when: invoice.billedOrganisation.id == principal.organisation.id
    because: It is so.
  - id: invoice/net
    permit: read
    fields: [net]
    to: everyone
    when: invoice.client.id == principal.partner.id
    because: It is so.
  - id: invoice/dispute
    forbid: read
    fields: [net]
    to: everyone
    when: invoice.disputed == true
    because: It is so.
  - id: invoice/gross
    forbid: read
    fields: [gross]
    to: everyone
    when: 'true'
    because: It is so.
  - id: invoice/pay
    permit: pay
    to: everyone
    when: 'true'
    because: It is so.
  - id: invoice/never-pay
    forbid: pay
    to: everyone
    when: 'true'
    because: It is so.
  - id: invoice/may-dispute
    permit: dispute
    to: everyone
    when: invoice.client.id == principal.partner.id && principal.role == "EXTERNAL"
    because: It is so.
  - id: invoice/never-dispute
    forbid: dispute
    to: everyone
    when: invoice.disputed == true
    because: It is so.
`

function smallPoliciesWith(invoice: string): readonly PolicyFile[] {
  const others = smallPolicies.filter(({ path }) => !path.endsWith('/invoice.policy.yaml'))
  return [...others, file('invoice.policy.yaml', invoice)]
}

/** The first step of the first path that a condition of these rules compares. */
function fieldOf(condition: unknown): unknown {
  return /"steps":\["(\w+)"/.exec(JSON.stringify(condition))?.[1]
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

/** Imports that the compiler leaves out. */
const TYPES_ALONE = /^import (?:type [^;]*?|\{(?:\s*type [^,}]+,?)+\s*\}) from '[^']+'$/gm

/** The packages that a module imports, by itself or through others of this project. */
function packagesBehind(entry: string): readonly string[] {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    const text = readFileSync(`${path}.ts`, 'utf8').replace(TYPES_ALONE, '')
    for (const [, name = ''] of text.matchAll(/^(?:import|export) [^;]*?from '([^']+)'$/gms)) {
      if (name.startsWith('.')) visit(resolve(dirname(path), name))
      else packages.add(name)
    }
  }
  visit(resolve(__dirname, '../..', entry.replace(/\.ts$/, '')))
  expect(seen.size).toBeGreaterThan(2)
  return [...packages].sort()
}

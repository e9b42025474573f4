import { isAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import { DataSource } from 'typeorm'
import { declaredSchema, entities } from '../../../schema/declared'
import { Role } from '../../../schema/membership/role'
import { demoWorld } from '../../../schema/world/demo/demo-world'
import { personas } from '../../../schema/world/demo/personas'
import { linkedRows, type LinkedWorld } from '../../../src/analysis/leaks/world-change'
import { random, type Random } from '../../../src/platform/crypto/random'
import { ColumnNames } from '../../../src/platform/database/open-database'
import { bindPolicy, slotsOf } from '../../../src/policy/compile/class-policy'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { allOf, anyOf, type Condition, negate, TRUE } from '../../../src/policy/condition'
import { neededPaths } from '../../../src/policy/condition-paths'
import { decide, type Question } from '../../../src/policy/evaluate/decide'
import { match, type Row } from '../../../src/policy/evaluate/match'
import { EVERYONE, type PolicyRule, type PolicySet } from '../../../src/policy/policy-set'
import { type Principal, SIGNED_OUT } from '../../../src/policy/principal'
import { buildModel } from '../../../src/read/schema/build-model'
import { type Model, typeOf } from '../../../src/read/schema/model'
import { demoFacts, principalOf } from '../../policies/demo-facts'
import { realPolicyFiles } from '../../policies/real-policy-files'
import { NOON } from '../../support/real-engine'
import { cedarContext, cedarRecord } from './cedar-record'
import { NotTranslatable, toCedar, type Translated } from './to-cedar'

const deep = process.env['DEEP'] !== undefined
const WORLDS = deep ? 20 : 1
/** How many rows and principals of each world are asked about a rule. */
const ROWS = deep ? 60 : 6
const PRINCIPALS = deep ? 20 : 5

interface CedarRule extends Translated {
  readonly rule: PolicyRule
  readonly condition: Condition
}

let model: Model
let set: PolicySet
let entityMetadatas: DataSource['entityMetadatas']
let translated: readonly CedarRule[]
const untranslated = new Map<string, string>()

beforeAll(async () => {
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    database: ':memory:',
    entities,
    namingStrategy: new ColumnNames(),
  })
  await dataSource.initialize()
  entityMetadatas = dataSource.entityMetadatas
  model = { ...buildModel(declaredSchema(), entityMetadatas), roles: Object.values(Role) }
  await dataSource.destroy()
  set = loadPolicies(realPolicyFiles(), model)
  translated = set.rules.flatMap((rule) => {
    try {
      const condition = allOf([classesOf(rule), rule.condition])
      return [{ rule, condition, ...toCedar(model, typeOf(model, rule.type), condition) }]
    } catch (reason) {
      if (!(reason instanceof NotTranslatable)) throw reason
      untranslated.set(rule.id, reason.message)
      return []
    }
  })
})

/** The condition that the principal belongs to one of the classes of a rule. */
function classesOf(rule: PolicyRule): Condition {
  if (rule.classes.includes(EVERYONE)) return TRUE
  return anyOf(set.classes.filter((one) => rule.classes.includes(one.name)).map((one) => one.condition))
}

/** What Cedar says of a row, by these rules alone. */
function cedarSays(rules: readonly CedarRule[], row: Row, principal: Principal): boolean {
  const [first] = rules
  if (first === undefined) return false
  const texts = rules.map(({ rule, text }) => `${rule.effect}(principal, action, resource) when { ${text} };`)
  const paths = neededPaths(rules.map((one) => one.condition))
  const resource = { type: first.rule.type, id: String(row['id']) }
  const projections = rules.flatMap((one) => one.projections)
  const answer = isAuthorized({
    principal: { type: 'User', id: 'somebody' },
    action: { type: 'Action', id: 'ask' },
    resource,
    context: cedarContext(slotsOf(principal, NOON)),
    policies: { staticPolicies: texts.join('\n') },
    entities: [
      {
        uid: resource,
        attrs: cedarRecord(model, row, { type: typeOf(model, first.rule.type), paths, projections }),
        parents: [],
      },
    ],
  })
  if (answer.type === 'failure')
    throw new Error(
      `${first.rule.id}: ${answer.errors.map((one) => one.message).join('; ')}\n${texts.join('\n')}`,
    )
  // INVARIANT: a policy that could not be evaluated would be skipped in silence.
  const { errors } = answer.response.diagnostics
  if (errors.length > 0)
    throw new Error(errors.map((one) => `${one.policyId}: ${one.error.message}`).join('; '))
  return answer.response.decision === 'allow'
}

/** The demo world with many of its references moved and many of its values gone. */
function madeUp(seed: number): LinkedWorld {
  const chance = random(seed, 'worlds for Cedar')
  const tables = demoWorld.tables.map((table) => {
    const entity = entityMetadatas.find((one) => one.tableName === table.table)
    const rows = table.rows.map((cells) =>
      cells.map((cell, at) => {
        const column = entity?.columns.find((one) => one.databaseName === table.columns[at])
        if (column === undefined || column.isPrimary || !chance.percent(40)) return cell
        if (column.isNullable && chance.percent(50)) return null
        return table.rows[chance.below(table.rows.length)]?.[at] ?? cell
      }),
    )
    return { ...table, rows }
  })
  return linkedRows(tables, entityMetadatas)
}

function some<T>(all: readonly T[], count: number, chance: Random): readonly T[] {
  return all.length <= count ? all : Array.from({ length: count }, () => all[chance.below(all.length)] as T)
}

async function worlds(): Promise<readonly { readonly name: string; readonly facts: LinkedWorld }[]> {
  const made = Array.from({ length: WORLDS }, (_, seed) => ({ name: `made up ${seed}`, facts: madeUp(seed) }))
  return [{ name: 'demo', facts: await demoFacts() }, ...made]
}

async function principals(): Promise<readonly Principal[]> {
  const facts = await demoFacts()
  return [...personas.map((one) => principalOf(facts, one.key)), SIGNED_OUT]
}

/** `rule` is decided alone: as a permit, whatever its effect. */
function disagreements(rules: readonly CedarRule[], row: Row, principal: Principal): readonly string[] {
  const slots = slotsOf(principal, NOON)
  return rules.flatMap((one) => {
    const alone = { ...one, rule: { ...one.rule, effect: 'permit' as const } }
    const ours = match(one.condition, row, slots)
    return cedarSays([alone], row, principal) === ours
      ? []
      : [`${one.rule.id} of ${one.rule.type}:${String(row['id'])}: we say ${ours}`]
  })
}

it('translates most rules, and says which it cannot', () => {
  const share = Math.round((100 * translated.length) / set.rules.length)
  const reasons = [...new Set(untranslated.values())].sort()
  process.stdout.write(
    `Cedar: ${translated.length} of ${set.rules.length} rules translated (${share} %); not: ${reasons.join(', ')}\n`,
  )
  expect(share).toBeGreaterThanOrEqual(85)
  expect(translated.length + untranslated.size).toBe(set.rules.length)
})

it('Cedar agrees on every translated rule, on the demo world and on worlds made by chance', async () => {
  const everybody = await principals()
  const chance = random(7, 'asked of Cedar')
  const counts = { asked: 0, held: 0 }
  const wrong: string[] = []
  for (const { name, facts } of await worlds()) {
    for (const one of translated) {
      const rows = some([...(facts.get(one.rule.type)?.values() ?? [])], ROWS, chance)
      for (const principal of some(everybody, PRINCIPALS, chance)) {
        for (const row of rows) {
          counts.asked += 1
          if (match(one.condition, row, slotsOf(principal, NOON))) counts.held += 1
          wrong.push(...disagreements([one], row, principal).map((text) => `${name}: ${text}`))
        }
      }
    }
  }
  expect(wrong).toEqual([])
  expect(counts.asked).toBeGreaterThan(3000)
  expect(counts.held).toBeGreaterThan(150)
  process.stdout.write(
    `Cedar: ${counts.asked} decisions of single rules compared, ${counts.held} of them yes\n`,
  )
}, 300_000)

it('Cedar agrees on whole decisions, where every rule of a type is translated: a forbid beats every permit there as here', async () => {
  const whole = [...set.types.values()].filter(
    ({ type, partOf, about }) =>
      partOf === undefined &&
      about === undefined &&
      set.rules.filter((one) => one.type === type).every((one) => !untranslated.has(one.id)),
  )
  const everybody = await principals()
  const chance = random(9, 'whole decisions of Cedar')
  const counts = { asked: 0, allowed: 0 }
  for (const { facts } of await worlds()) {
    for (const { type, actions } of whole) {
      const fields = (model.types.get(type)?.fields ?? []).map((one) => one.name)
      const rows = some([...(facts.get(type)?.values() ?? [])], 4, chance)
      for (const principal of some(everybody, 5, chance)) {
        const bound = bindPolicy(set, principal, NOON)
        const questions: readonly Question[] = [
          ...some(fields, 3, chance).map((field) => ({ action: 'read', type, field })),
          ...actions.map((action) => ({ action, type })),
        ]
        for (const question of questions) {
          const rules = translated.filter(
            ({ rule }) =>
              rule.type === type &&
              rule.actions.includes(question.action) &&
              (question.field === undefined || rule.fields.includes(question.field)),
          )
          for (const row of rows) {
            const ours = decide(bound, question, row)
            counts.asked += 1
            if (ours) counts.allowed += 1
            expect({ question, row: row['id'], allowed: cedarSays(renamed(rules), row, principal) }).toEqual({
              question,
              row: row['id'],
              allowed: ours,
            })
          }
        }
      }
    }
  }
  expect(whole.length).toBeGreaterThan(5)
  expect(counts.allowed).toBeGreaterThan(20)
  process.stdout.write(
    `Cedar: ${counts.asked} whole decisions compared on ${whole.length} types, ${counts.allowed} of them yes\n`,
  )
}, 300_000)

/** Lists of several rules in one record need names of their own. */
function renamed(rules: readonly CedarRule[]): readonly CedarRule[] {
  return rules.map((one, index) => ({
    ...one,
    text: one.text.replace(/"some(\d+_\d+)"/g, `"r${index}some$1"`),
    projections: one.projections.map((list) => ({ ...list, name: `r${index}${list.name}` })),
  }))
}

it('notices a reader that would take a comparison with nothing for true under a negation', async () => {
  const facts = await demoFacts()
  const broken = (condition: Condition): Condition => {
    if (condition.op === 'not') return negate(condition.of)
    if (condition.op === 'and' || condition.op === 'or') return { ...condition, of: condition.of.map(broken) }
    if (condition.op === 'compare' && condition.operator === 'eq')
      return { op: 'or', of: [condition, { op: 'isNull', operand: condition.left }] }
    return condition
  }
  const everybody = await principals()
  const found = translated.some((one) => {
    const planted = { ...one, condition: broken(one.condition) }
    return [...(facts.get(one.rule.type)?.values() ?? [])]
      .slice(0, 10)
      .some((row) =>
        everybody.slice(0, 8).some((principal) => disagreements([planted], row, principal).length > 0),
      )
  })
  expect(found).toBe(true)
}, 120_000)

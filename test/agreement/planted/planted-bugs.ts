import { anyOf, type Condition, negate, type RowPath, TRUE } from '../../../src/policy/condition'
import { type PolicySet } from '../../../src/policy/policy-set'
import { type Database, type SqlRow } from '../../../src/read/read-context'
import { type ColumnModel, type Model } from '../../../src/read/schema/model'
import { type TestDatabase } from '../../support/test-databases'
import { type Planting } from '../small-world/compare-readers'
import { mapConditions, mapRules } from './map-conditions'

/** Bugs that somebody might write, each put into one reader only. The comparison must find every one. */
export function plantedBugs(on: TestDatabase['name']): Readonly<Record<string, Planting>> {
  return {
    'SQL drops the NULL guard below negations': {
      sql: { database: (database) => rewriting(database, (text) => text.replaceAll('IS NOT TRUE', '= 0')) },
    },
    'SQL takes NULL for a value that differs': {
      sql: { policies: (set) => mapConditions(set, unequalOrAbsent) },
    },
    'SQL takes < for <=': { sql: { policies: (set) => mapConditions(set, oneMore) } },
    'SQL compares texts without case': {
      sql: { model: (model) => collating(model, on === 'SQLite' ? 'NOCASE' : 'utf8mb4_general_ci') },
    },
    'SQL compares texts without trailing spaces': {
      sql: { model: (model) => collating(model, on === 'SQLite' ? 'RTRIM' : 'utf8mb4_bin') },
    },
    'SQL finds everything in an empty list': {
      sql: {
        files: (files) =>
          files.map(({ path, text }) => ({ path, text: text.replace(/[\w.]+ in \[\]/g, '(true || true)') })),
      },
    },
    'SQL holds `all` of an absent parent for true': {
      sql: { policies: (set) => mapConditions(set, allOfNobody) },
    },
    'SQL takes the value behind an absent parent for an absent value': {
      sql: { policies: (set) => mapConditions(set, thereAnyway) },
    },
    'SQL swaps forbid and permit': { sql: { policies: swapped } },
    'SQL forgets forbids': { sql: { policies: withoutForbids } },
    'SQL forgets that a part is seen with its whole': { sql: { policies: withoutWholes } },
    'SQL skips a mask': { sql: { database: unmasking } },
    'CASL swaps forbid and permit': { casl: { policies: swapped } },
    'CASL forgets forbids': { casl: { policies: withoutForbids } },
    'CASL takes NULL for a value that differs': {
      casl: { policies: (set) => mapConditions(set, unequalOrAbsent) },
    },
    'CASL takes < for <=': { casl: { policies: (set) => mapConditions(set, oneMore) } },
    'CASL holds `all` of an absent parent for true': {
      casl: { policies: (set) => mapConditions(set, allOfNobody) },
    },
  }
}

function unequalOrAbsent(condition: Condition): Condition {
  return condition.op === 'compare' && condition.operator === 'ne'
    ? { op: 'not', of: { ...condition, operator: 'eq' } }
    : condition
}

function oneMore(condition: Condition): Condition {
  return condition.op === 'compare' && condition.operator === 'lt'
    ? { ...condition, operator: 'le' }
    : condition
}

function allOfNobody(condition: Condition): Condition {
  if (condition.op !== 'every' || condition.path.steps.length < 2) return condition
  const id: RowPath = { ...condition.path, steps: [...condition.path.steps.slice(0, -1), 'id'] }
  return anyOf([condition, negate({ op: 'compare', operator: 'eq', left: id, right: id })])
}

/** That a row is there is written `id == id`: a reader may think that this says nothing. */
function thereAnyway(condition: Condition): Condition {
  if (condition.op !== 'compare' || condition.operator !== 'eq') return condition
  const { left, right } = condition
  const same = left.kind === 'path' && JSON.stringify(left) === JSON.stringify(right)
  return same && left.steps.at(-1) === 'id' ? TRUE : condition
}

function swapped(set: PolicySet): PolicySet {
  return mapRules(set, (rule) => ({ ...rule, effect: rule.effect === 'permit' ? 'forbid' : 'permit' }))
}

function withoutForbids(set: PolicySet): PolicySet {
  return { ...set, rules: set.rules.filter((rule) => rule.effect === 'permit') }
}

function withoutWholes(set: PolicySet): PolicySet {
  const types = [...set.types].map(([name, { partOf: _forgotten, ...document }]) => [name, document] as const)
  return { ...set, types: new Map(types) }
}

function rewriting(database: Database, rewrite: (text: string) => string): Database {
  return { query: (text, parameters) => database.query(rewrite(text), parameters) }
}

/** The last bit of a level says that its cells are open, whatever the rule; the cells behind it are let through. */
function unmasking(database: Database): Database {
  return {
    query: async (text, parameters) => {
      const rows = await database.query(text.replace(/CASE WHEN .*? THEN (d\.c\d+) END/g, '$1'), parameters)
      return rows.map((row): SqlRow => ({ ...row, ...('m0' in row ? { m0: 1 } : {}) }))
    },
  }
}

function collating(model: Model, collation: string): Model {
  const column = (one: ColumnModel): ColumnModel =>
    one.type === 'string' ? { ...one, sql: (alias) => `(${one.sql(alias)} COLLATE ${collation})` } : one
  const types = [...model.types].map(([name, type]) => {
    const attributes = new Map([...type.attributes].map(([key, one]) => [key, column(one)]))
    return [name, { ...type, attributes }] as const
  })
  return { types: new Map(types) }
}

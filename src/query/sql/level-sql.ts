import type { Level } from '../plan/level'
import type { Condition } from '../../policy/condition'
import { conditionKey } from '../../policy/condition'
import type { Model } from '../model/model'
import { conditionSql } from './condition-sql'
import type { Fragment } from './fragment'
import { joined, raw, sql } from './fragment'

/**
 * The two halves of a level's SELECT. `inner` reads the row `t`: its columns and one bit per distinct fact;
 * `outer` reads the derived table `d`: masks made of those bits, and columns behind their masks. A fact that
 * ten masks share is computed once a row.
 */
export interface LevelSql {
  readonly inner: readonly Fragment[]
  readonly outer: readonly Fragment[]
}

export function levelSql(model: Model, level: Level): LevelSql {
  const facts = new Map<string, { name: string; expression: Fragment }>()
  const row = { alias: 't', type: level.rules.type }
  const bit = (atom: Condition): Fragment => {
    const key = conditionKey(atom)
    const known = facts.get(key)
    if (known !== undefined) return raw(`d.${known.name}`)
    const name = `f${facts.size}`
    facts.set(key, { name, expression: conditionSql(model, atom, row) })
    return raw(`d.${name}`)
  }
  const masks = level.masks.map((mask) => bits(mask, bit))
  const columns = level.columns.map(({ column }, index) => raw(`${column.sql('t')} AS c${index}`))
  const inner = [raw('t.`id` AS id'), ...columns]
  for (const { name, expression } of facts.values())
    inner.push(sql`((${expression}) IS TRUE) ${raw(`AS ${name}`)}`)
  const outer = [
    raw('d.id AS id'),
    ...masks.map((mask, index) => sql`${mask} ${raw(`AS m${index}`)}`),
    ...level.columns.map(({ mask }, index): Fragment => {
      const visible = mask === undefined ? undefined : masks[mask]
      const value = raw(`d.c${index}`)
      return visible === undefined
        ? raw(`d.c${index} AS c${index}`)
        : sql`CASE WHEN ${visible} THEN ${value} END ${raw(`AS c${index}`)}`
    }),
  ]
  return { inner, outer }
}

/** The boolean structure over fact bits, which are 0 or 1 and never NULL. */
function bits(condition: Condition, bit: (atom: Condition) => Fragment): Fragment {
  switch (condition.op) {
    case 'and':
    case 'or': {
      const separator = condition.op === 'and' ? ' AND ' : ' OR '
      return sql`(${joined(
        condition.of.map((part) => bits(part, bit)),
        separator,
      )})`
    }
    case 'not':
      return sql`(NOT ${bits(condition.of, bit)})`
    case 'true':
      return raw('TRUE')
    case 'false':
      return raw('FALSE')
    default:
      return bit(condition)
  }
}

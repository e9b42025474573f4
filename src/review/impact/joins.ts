import type { Condition, Operand, RowPath } from '../../policy/condition'
import { relationOf, type TypeModel, typeOf } from '../../query/model/model'
import { conditionSqlIn, type ConditionScope } from '../../query/sql/condition-sql'
import { type Fragment, raw } from '../../query/sql/fragment'
import { type ReachedRows, reachedRows, type RowScope } from '../../query/sql/reached-rows'
import { type Pairing, scopeOf } from './pairing'

/** The tables that conditions join to the row `t`, and what must hold of them. */
export class Joins {
  /** Each with its ON, in the order in which they are joined. */
  readonly tables: string[] = []
  readonly where: Fragment[] = []
  private readonly scope: ConditionScope

  /** @param isJoined which conditions become joins; the others are tested */
  constructor(
    private readonly pairing: Pairing,
    private readonly isJoined: (condition: Condition) => boolean,
  ) {
    this.scope = scopeOf(pairing)
  }

  join(condition: Condition, scope = this.scope): void {
    if (!this.isJoined(condition)) this.test(condition, scope)
    else if (condition.op === 'and') for (const part of condition.of) this.join(part, scope)
    else if (condition.op === 'some' || condition.op === 'owner') {
      const rows = this.reach(condition.path, condition.path.steps, scope)
      this.tables.push(...tied(rows))
      this.join(condition.where, within(scope, condition.as, rows.row))
    } else if (condition.op === 'compare') {
      const left = this.near(condition.left, scope)
      const right = this.near(condition.right, left.scope)
      this.test({ ...condition, left: left.operand, right: right.operand }, right.scope)
    } else this.test(condition, scope)
  }

  /** Joins a quantifier without the row it starts from: which column of the row `near` stands for which one of it. */
  link({
    path,
    as,
    where,
  }: Extract<Condition, { op: 'some' | 'owner' }>): Pick<ReachedRows, 'far'> & { near: string } {
    const rows = this.reach(path, path.steps, this.scope)
    const [first = '', ...others] = rows.tables
    this.tables.push(`${first} ON TRUE`, ...others)
    this.join(where, within(this.scope, as, rows.row))
    return { near: rows.key, far: rows.far }
  }

  test(condition: Condition, scope = this.scope): void {
    if (condition.op !== 'true') this.where.push(conditionSqlIn(condition, scope))
  }

  /** A value of a row further away, as one of a row that is joined: a look-up for each pair would use no index. */
  private near(operand: Operand, scope: ConditionScope): { operand: Operand; scope: ConditionScope } {
    if (operand.kind !== 'path') return { operand, scope }
    const relations = this.relationsOf(rowAt(operand, scope).type, operand.steps)
    if (relations === 0) return { operand, scope }
    const rows = this.reach(operand, operand.steps.slice(0, relations), scope)
    this.tables.push(...tied(rows))
    const name = `reached ${rows.row.alias}`
    const value: RowPath = { kind: 'path', of: name, steps: operand.steps.slice(relations) }
    return { operand: value, scope: within(scope, name, rows.row) }
  }

  /** How many steps of a path lead to another row before its value is read; a foreign key is read where it is. */
  private relationsOf(start: TypeModel, steps: readonly string[]): number {
    let type = start
    let count = 0
    while (!type.attributes.has(steps.slice(count).join('.'))) {
      const relation = relationOf(type, steps[count] ?? '')
      const isKey = relation.owning && steps.length - count === 2 && steps.at(-1) === 'id'
      if (isKey) break
      type = typeOf(this.pairing.model, relation.target)
      count += 1
    }
    return count
  }

  private reach(path: RowPath, steps: readonly string[], scope: ConditionScope): ReachedRows {
    const alias = (): string => {
      scope.depth.next += 1
      return `j${scope.depth.next}`
    }
    return reachedRows(rowAt(path, scope), steps, { model: this.pairing.model, alias })
  }
}

function tied({ tables: [first = '', ...others], far, key }: ReachedRows): readonly string[] {
  return [`${first} ON ${far} = ${key}`, ...others]
}

function rowAt({ of }: RowPath, scope: ConditionScope): RowScope {
  const row = scope.rows.get(of)
  if (row === undefined) throw new Error(`No row is called ${of} here`)
  return row
}

function within(scope: ConditionScope, name: string, row: RowScope): ConditionScope {
  return { ...scope, rows: new Map([...scope.rows, [name, row]]) }
}

/** All of these conditions as one WHERE. */
export function allHold(conditions: readonly Fragment[]): readonly Fragment[] {
  return conditions.length === 0 ? [raw('TRUE')] : conditions
}

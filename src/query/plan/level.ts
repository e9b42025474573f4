import type { Condition } from '../../policy/condition'
import { conditionKey } from '../../policy/condition'
import type { ColumnModel } from '../model/model'
import type { Rules } from './planning'

/**
 * What one statement must bring of its rows: columns, each perhaps behind a mask, and the masks themselves.
 * Views on the same rows (`nodes`, `edges { node }`, aliases) share a level, so nothing is fetched twice.
 */
export class Level {
  readonly masks: Condition[] = []
  readonly columns: MaskedColumn[] = []
  private readonly maskNumbers = new Map<string, number>()
  private readonly columnNumbers = new Map<string, number>()

  constructor(readonly rules: Rules) {}

  /** The number of the bit that says whether `condition` holds for the row. */
  mask(condition: Condition): number {
    const key = conditionKey(condition)
    const known = this.maskNumbers.get(key)
    if (known !== undefined) return known
    this.maskNumbers.set(key, this.masks.push(condition) - 1)
    return this.masks.length - 1
  }

  /** The number of the column as read through the mask; `undefined` where it is always visible. */
  column(column: ColumnModel, mask: number | undefined): number {
    const key = `${column.name}|${mask ?? ''}`
    const known = this.columnNumbers.get(key)
    if (known !== undefined) return known
    this.columnNumbers.set(key, this.columns.push({ column, mask }) - 1)
    return this.columns.length - 1
  }
}

export interface MaskedColumn {
  readonly column: ColumnModel
  readonly mask: number | undefined
}

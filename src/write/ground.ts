import type { ConnectedDatabase } from '../data/connected-database'
import type { Budgets } from '../limits/budgets'
import type { PolicySet } from '../policy/policy-set'
import type { Model } from '../query/model/model'
import type { Sealer } from '../services/sealed-text'
import type { Clock } from '../services/clock'

/** What all writes stand on. */
export interface WriteGround {
  readonly dataSource: ConnectedDatabase
  readonly model: Model
  readonly policies: PolicySet
  readonly clock: Clock
  readonly sealer: Sealer
  /** Where browsers reach this installation, without a slash at the end. */
  readonly publicUrl: string
  /** What a User may make happen to others in a while; without bounds where nobody asks from outside. */
  readonly budgets?: Budgets | undefined
}

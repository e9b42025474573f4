import { allOf, type Condition } from '../../policy/condition'
import type { Model } from '../../query/model/model'
import type { Solver } from '../solve/solver'
import { realPrincipal } from './real-principal'

/** Whether a condition can hold for anybody at all. In doubt it can: only a proof says no. */
export function possibility(by: {
  readonly model: Model
  readonly solver: Solver
  readonly roles: readonly string[]
}): (type: string, condition: Condition) => Promise<boolean> {
  const real = realPrincipal(by.roles)
  return async (type, condition) => {
    const solution = await by.solver.find({ model: by.model, type, condition: allOf([condition, real]) })
    return solution.kind !== 'impossible'
  }
}

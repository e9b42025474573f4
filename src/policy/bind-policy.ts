import { type ClassPolicy, classPolicyOf } from './class-policy'
import { match } from './match'
import { abilityOf, type PolicyAbility } from './policy-ability'
import type { PolicySet } from './policy-set'
import type { Principal } from './principal'
import { type Slots, slotsOf } from './slots'

/** The policies as they stand for one principal at one moment. */
export interface BoundPolicy {
  readonly set: PolicySet
  readonly principal: Principal
  readonly view: ClassPolicy
  readonly slots: Slots
  /** CASL's ability of the rules of `view`, its matcher bound to `slots`. */
  readonly ability: PolicyAbility
}

export function bindPolicy(set: PolicySet, principal: Principal, now: Date): BoundPolicy {
  const slots = slotsOf(principal, now)
  const holding = set.classes.filter((one) => match(one.condition, {}, slots)).map((one) => one.name)
  const view = classPolicyOf(set, holding)
  let ability: PolicyAbility | null = null
  return {
    set,
    principal,
    view,
    slots,
    // WHY: planned reads never ask it; a request pays for the index only where single objects are decided.
    get ability(): PolicyAbility {
      ability ??= abilityOf(view.rules, slots)
      return ability
    },
  }
}

import type { PolicySet } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import type { Case } from '../case/case'
import { firstDifference } from '../tested/first-difference'
import type { Tested } from '../tested/tested'
import { testedByCases } from '../tested/tested-by-cases'
import { survivorCase } from './survivor-case'
import { type Judged, survived } from './verdict'

/** Cases that kill these survivors, no more than are needed: what one of them kills asks for none of its own. */
export function acceptedCases(
  judged: readonly Judged[],
  means: { readonly set: PolicySet; readonly model: Model },
): readonly Case[] {
  const { set, model } = means
  const accepted: Case[] = []
  const tested: Tested[] = []
  for (const one of judged.filter(survived)) {
    if (firstDifference({ set, tested }, one.mutant) !== null) continue
    const found = survivorCase(one, means)
    if (found === null) continue
    accepted.push(found)
    tested.push(...testedByCases([found], model))
  }
  return accepted
}

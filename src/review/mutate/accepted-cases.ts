import type { PolicySet } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import type { Case } from '../case/case'
import { firstDifference } from '../tested/first-difference'
import { testedByCases } from '../tested/tested-by-cases'
import { survivorCase } from './survivor-case'
import type { Judged } from './verdict'

/** Cases that kill these survivors, no more than are needed: what one of them kills asks for none of its own. */
export function acceptedCases(
  judged: readonly Judged[],
  means: { readonly set: PolicySet; readonly model: Model },
): readonly Case[] {
  const accepted: Case[] = []
  for (const one of judged) {
    const { mutant } = one
    const tested = testedByCases(accepted, means.model)
    if (firstDifference({ set: means.set, tested }, mutant) !== null) continue
    const found = survivorCase(one, means)
    if (found !== null) accepted.push(found)
  }
  return accepted
}

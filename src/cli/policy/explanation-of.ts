import { bindPolicy } from '../../policy/bind-policy'
import type { Question } from '../../policy/decide'
import { consideredConditions, explain, type Explanation } from '../../policy/explain'
import { neededPaths } from '../../policy/needed-paths'
import { readFacts } from '../../query/read-facts'
import type { DemoHouse } from './demo-house'

/** What is asked about: as whom, which row by its id, and what of it. */
export interface Doubt {
  readonly persona: string
  readonly question: Question
  /** `Invoice:17` */
  readonly row: string
}

/** Why a persona sees or may do something or not; null where there is no such row. */
export async function explanationOf(
  house: Pick<DemoHouse, 'mandate' | 'facts' | 'principalOf'> & { readonly clock: Date },
  { persona, question, row }: Doubt,
): Promise<Explanation | null> {
  const { mandate, facts, principalOf, clock } = house
  const bound = bindPolicy(mandate.policies, await principalOf(persona), clock)
  const paths = neededPaths(consideredConditions(bound, question))
  const key = Number(row.slice(row.indexOf(':') + 1))
  const found = (await readFacts(facts, { type: question.type, paths }, [key])).get(key)
  return found === undefined ? null : explain(bound, question, found)
}

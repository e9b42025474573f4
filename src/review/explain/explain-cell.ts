import { bindPolicy } from '../../policy/bind-policy'
import { cellCondition } from '../../policy/cell-condition'
import { decide, type Question } from '../../policy/decide'
import { consideredConditions, explain, type Explanation } from '../../policy/explain'
import { neededPaths } from '../../policy/needed-paths'
import type { PolicySet } from '../../policy/policy-set'
import type { Principal } from '../../policy/principal'
import { type FactSource, readFacts } from '../../query/read-facts'
import { rowGraph } from '../world/row-graph'
import { changeText } from './change-text'
import { comparisonsOf } from './comparisons'
import { loadSituation } from './load-situation'
import type { Situation } from './situation'
import { smallestChange } from './smallest-change'

export interface ExplainQuestion extends FactSource {
  readonly policies: PolicySet
  readonly principal: Principal
  readonly question: Question
  /** The id of the row. */
  readonly key: number
  readonly now: Date
}

/** Why a cell is answered as it is, and what would have to be otherwise for the other answer. */
export interface CellExplanation extends Explanation {
  readonly change: ExplainedChange
}

export type ExplainedChange =
  /** Each a sentence; all of them together turn the answer. Where `atLeast` is less, a shorter way was not ruled out. */
  | { readonly kind: 'change'; readonly steps: readonly string[]; readonly atLeast: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly atLeast: number }

/** Null where there is no such row. */
export async function explainCell(asked: ExplainQuestion): Promise<CellExplanation | null> {
  const { policies, principal, question, key, now, database, model } = asked
  const bound = bindPolicy(policies, principal, now)
  const paths = neededPaths(consideredConditions(bound, question))
  const found = (await readFacts({ database, model }, { type: question.type, paths }, [key])).get(key)
  if (found === undefined) return null
  return { ...explain(bound, question, found), change: await changeOf(asked) }
}

async function changeOf(asked: ExplainQuestion): Promise<ExplainedChange> {
  const { policies, principal, question, key, now, database, model } = asked
  const condition = cellCondition(policies, question)
  const subject = { type: question.type, key }
  const types = new Map([['row', question.type]])
  const comparisons = comparisonsOf(model, [
    { condition, types },
    // WHY the classes: the roles they speak of are those that somebody may have instead.
    ...policies.classes.map((one) => ({ condition: one.condition, types: new Map<string, string>() })),
  ])
  const loaded = await loadSituation(
    { database, model },
    { conditions: [condition], comparisons, subject, principal, now },
  )
  if (loaded === null) return { kind: 'none' }
  const { situation, isWhole } = loaded
  const change = smallestChange({ situation, condition, comparisons, subject, isWhole })
  if (change.kind !== 'change') return change
  const answers = [situation, change.after].map((one) => decideIn(one, asked))
  // INVARIANT: what is proposed was tried on the engine; a change that does not turn its answer is a mistake of ours.
  if (answers[0] === answers[1]) throw new Error('The change that was found does not turn the answer')
  const steps = change.steps.map((step) => changeText(step, situation))
  return { kind: 'change', steps, atLeast: change.atLeast }
}

function decideIn({ model, world, slots }: Situation, asked: ExplainQuestion): boolean {
  const principal = {
    ...asked.principal,
    role: slots.get('principal.role') as string | null, // only texts are put there
    accounting: slots.get('principal.accounting') === true,
    staff: slots.get('principal.staff') as string | null,
    scopes: slots.get('principal.scopes') as readonly string[],
  }
  const row = rowGraph(model, world).row({ type: asked.question.type, key: asked.key })
  return decide(bindPolicy(asked.policies, principal, asked.now), asked.question, row)
}

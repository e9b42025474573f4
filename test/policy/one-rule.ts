import { bindPolicy } from '../../src/policy/compile/class-policy'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { type Condition } from '../../src/policy/condition'
import { decide } from '../../src/policy/evaluate/decide'
import { type Row } from '../../src/policy/evaluate/match'
import { type PolicyFile } from '../../src/policy/parse/read-yaml'
import { type Principal } from '../../src/policy/principal'
import { celDecide, celOracle } from './cel-oracle'
import { file, smallPolicies } from './small-policies'
import { memberOf, now } from './small-principals'
import { smallVocabulary } from './small-vocabulary'

/** One condition on an Invoice, as the only rule there is for it, and what each reader says. */
export interface OneRule {
  readonly condition: Condition
  casl(row: Row, principal?: Principal): boolean
  cel(row: Row, principal?: Principal): boolean
}

export function oneRule(when: string, more = ''): OneRule {
  const files = filesOf(when, more)
  const set = loadPolicies(files, smallVocabulary)
  const oracle = celOracle(files, smallVocabulary)
  const condition = set.rules.find((rule) => rule.id === 'invoice/one')?.condition
  if (condition === undefined) throw new Error('The rule was not loaded')
  const question = { action: 'read', type: 'Invoice' }
  return {
    condition,
    casl: (row, principal = memberOf(1)) => decide(bindPolicy(set, principal, now), question, row),
    cel: (row, principal = memberOf(1)) => celDecide(oracle, { principal, now, question, row }),
  }
}

/** The small policies with one rule on Invoice; `more` is added to its document (facts), or is a file of definitions. */
function filesOf(when: string, more: string): readonly PolicyFile[] {
  const others = smallPolicies.filter((one) => !one.path.endsWith('/invoice.policy.yaml'))
  const defines = more.startsWith('definitions:')
  const document = `
type: Invoice
${defines ? '' : more}
rules:
  - id: invoice/one
    permit: read
    fields: all
    to: everyone
    when: ${JSON.stringify(when)}
    because: It is so.
`
  const definitions = defines ? [file('more.yaml', more)] : []
  return [...others, ...definitions, file('invoice.policy.yaml', document)]
}

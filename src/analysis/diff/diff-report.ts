import { conditionKey } from '../../policy/condition'
import { principalText } from '../principals'
import { type Finding, type Report, type Section } from '../report/report'
import { type Assumption } from '../solver/solver'
import { rowsOf } from '../world/made-up-world'
import {
  type AsAssumed,
  type AffectedPrincipal,
  type ReplayedAnswer,
  type ReplayedWitness,
} from './affected-principals'
import { asksText } from './changed-questions'
import { type Difference, mergedDifferences, type PolicyDiff } from './policy-diff'

/** A difference of two versions for its reviewers: by type, what became looser or tighter, for whom, with an example. */
export function diffReport(
  diff: PolicyDiff,
  named: { readonly base: string; readonly head: string },
): Report {
  const together = mergedDifferences(diff.differences)
  return {
    title: `What changed from ${named.base} to ${named.head}`,
    summary: summaryOf(diff),
    sections: [...together.map(sectionOf), ...rulesSection(diff)],
    findings: together.flatMap(findingsOf),
    passed: diff.differences.length === 0,
    data: diff,
  }
}

function summaryOf({ differences, compared, reworded, onOneSide, assumed }: PolicyDiff): readonly string[] {
  const count = (verdict: Difference['verdict']): number =>
    differences.filter((one) => one.verdict === verdict).reduce((sum, one) => sum + one.questions.length, 0)
  const differing = (['looser', 'tighter', 'both', 'unknown'] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${verdict}`)
  const all = `Of ${compared} rows, fields and actions`
  const same = `the ${differing.length === 0 ? '' : 'other '}same for everybody in every world`
  const proved = reworded === 0 ? '' : ` (${reworded} of them in other words, by proof)`
  const broken = differences.filter(onlyBroken).reduce((sum, one) => sum + one.questions.length, 0)
  return [
    differing.length === 0
      ? `${all}, all are ${same.replace('the ', 'the ')}${proved}.`
      : `${all}, ${differing.join(', ')}; the others are the same for everybody in every world${proved}.`,
    ...(differing.length === 0 ? [] : [assumedText(assumed)]),
    ...(broken === 0 ? [] : [`Of those that differ, ${broken} do so only where that does not hold.`]),
    ...only('base', onOneSide.base),
    ...only('head', onOneSide.head),
  ]
}

function assumedText(assumed: readonly string[]): string {
  return assumed.length === 0
    ? 'Base and head take nothing for granted that is the same in both: examples may show data that cannot be.'
    : `Base and head both take ${assumed.length} things for granted of data and people (\`assume\` in \`policies/invariants.yaml\`).`
}

/** Whether nothing of it exists under the assumptions of both versions. */
function onlyBroken({ gains, loses }: Difference): boolean {
  const some = [gains, loses].filter((found) => found.kind !== 'none')
  return some.every((found) => found.kind === 'some' && found.assumed.kind === 'broken')
}

function only(side: string, words: readonly string[]): readonly string[] {
  return words.length === 0
    ? []
    : [`Only the ${side} knows: ${words.map((word) => `\`${word}\``).join(', ')}.`]
}

function sectionOf(difference: Difference): Section {
  const { type, questions, gains, loses, rules } = difference
  return {
    heading: `${type}: ${verdictText(difference)}`,
    paragraphs: [
      asksText(questions),
      ...directionText('More', gains),
      ...directionText('Less', loses),
      ...(rules.length === 0 ? [] : [`Rules: ${rules.map(ruleText).join(', ')}`]),
    ],
  }
}

function verdictText(difference: Difference): string {
  const verdict = difference.verdict === 'both' ? 'looser and tighter' : difference.verdict
  return onlyBroken(difference) ? `${verdict}, only where an assumption does not hold` : verdict
}

function directionText(direction: 'More' | 'Less', found: AffectedPrincipal): readonly string[] {
  switch (found.kind) {
    case 'none':
      return []
    case 'unknown':
      return [`${direction === 'More' ? 'Whether looser' : 'Whether tighter'} is unknown: ${found.why}.`]
    case 'some':
      return [
        `${direction} for ${found.who.map((who) => `\`${who}\``).join(', ')}. For example ${exampleText(found.witness)}`,
        `Before: ${answerText(found.witness.before)} Now: ${answerText(found.witness.after)}`,
        ...asAssumedText(found.assumed),
      ]
  }
}

function asAssumedText(assumed: AsAssumed): readonly string[] {
  switch (assumed.kind) {
    case 'kept':
      return []
    case 'broken':
      return [
        assumed.by.length === 1
          ? `Only where \`${assumed.by.join('')}\` does not hold, which base and head take for granted.`
          : `Only where not all of these hold, which base and head take for granted: ${assumed.by.map((id) => `\`${id}\``).join(', ')}.`,
      ]
    case 'unknown':
      return [`Whether it happens where what is taken for granted holds is unknown: ${assumed.why}.`]
  }
}

function exampleText({ principal, row, world, now }: ReplayedWitness): string {
  const rows = rowsOf(world).map((one) => `${one.type}:${one.key} ${valuesText(one.row)}`)
  return `${principalText(principal)}, on ${row.type}:${row.key}, at ${now}, where ${rows.join('; ')}.`
}

function valuesText(row: Readonly<Record<string, unknown>>): string {
  const values = Object.entries(row).map(([name, value]) => `${name}: ${String(value)}`)
  return `{ ${values.join(', ')} }`.replace('{  }', '{}')
}

function answerText({ allowed, rule }: ReplayedAnswer): string {
  if (rule === undefined) return 'no rule permits it.'
  return `${allowed ? 'allowed' : 'refused'} by \`${rule.id}\` (${rule.path}:${rule.line}).`
}

function ruleText({ what, change, id, path, line }: Difference['rules'][number]): string {
  return `${what === 'class' ? 'class ' : ''}\`${id}\` ${change} (${path}:${line})`
}

function rulesSection({ rules }: PolicyDiff): readonly Section[] {
  if (rules.length === 0) return []
  const rows = rules.map(({ what, change, id, was, path, line }) => [
    change,
    `${what} \`${id}\`${was === undefined ? '' : `, was \`${was}\``}`,
    `${path}:${line}`,
  ])
  return [{ heading: 'Changed rules and classes', table: { columns: ['Change', 'What', 'Where'], rows } }]
}

const levels = { looser: 'warning', both: 'warning', tighter: 'note', unknown: 'error' } as const

/** One at each changed rule: that is where a reviewer looks at it. */
function findingsOf(difference: Difference): readonly Finding[] {
  const { type, questions, verdict, gains, loses, rules } = difference
  const who = [gains, loses].flatMap((found) => (found.kind === 'some' ? found.who : []))
  const many = questions.length === 1 ? asksText(questions) : `${questions.length} rows, fields and actions`
  const message = `${type} is ${verdictText(difference)} for ${[...new Set(who)].join(', ') || 'nobody knows whom'}: ${many}.`
  const finding = {
    kind: verdict === 'unknown' ? 'unknown-difference' : verdict,
    level: onlyBroken(difference) ? ('note' as const) : levels[verdict],
    message,
  }
  if (rules.length === 0) return [finding]
  return rules.map(({ path, line }) => ({ ...finding, path, line }))
}

/**
 * The assumptions that both versions share word for word. WHY not those of the head alone: a change must not excuse
 * itself by assuming more.
 */
export function sharedAssumptions(
  base: readonly Assumption[],
  head: readonly Assumption[],
): readonly Assumption[] {
  const before = new Set(base.map(meaning))
  return head.filter((one) => before.has(meaning(one)))
}

function meaning({ id, each, if: condition, some, then }: Assumption): string {
  return JSON.stringify([id, [...each], conditionKey(condition), [...some], conditionKey(then)])
}

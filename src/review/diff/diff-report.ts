import type { Finding, Report, Section } from '../report/report'
import { principalText } from '../principals/principal-text'
import { rowsOf } from '../world/made-up-world'
import { asksText } from './asks-text'
import type { Difference, PolicyDiff } from './policy-diff'
import type { ReplayedAnswer, ReplayedWitness } from './replayed'
import type { Found } from './somebody-seeker'

/** A difference of two versions for its reviewers: by type, what became looser or tighter, for whom, with an example. */
export function diffReport(
  diff: PolicyDiff,
  named: { readonly base: string; readonly head: string },
): Report {
  const together = merged(diff.differences)
  return {
    title: `What changed from ${named.base} to ${named.head}`,
    summary: summaryOf(diff),
    sections: [...together.map(sectionOf), ...rulesSection(diff)],
    findings: together.flatMap(findingsOf),
    passed: diff.differences.length === 0,
    data: diff,
  }
}

function summaryOf({ differences, compared, reworded, onOneSide }: PolicyDiff): readonly string[] {
  const count = (verdict: Difference['verdict']): number =>
    differences.filter((one) => one.verdict === verdict).reduce((sum, one) => sum + one.questions.length, 0)
  const differing = (['looser', 'tighter', 'both', 'unknown'] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${verdict}`)
  const all = `Of ${compared} rows, fields and actions`
  const same = `the ${differing.length === 0 ? '' : 'other '}same for everybody in every world`
  const proved = reworded === 0 ? '' : ` (${reworded} of them in other words, by proof)`
  return [
    differing.length === 0
      ? `${all}, all are ${same.replace('the ', 'the ')}${proved}.`
      : `${all}, ${differing.join(', ')}; the others are the same for everybody in every world${proved}.`,
    ...only('base', onOneSide.base),
    ...only('head', onOneSide.head),
  ]
}

function only(side: string, words: readonly string[]): readonly string[] {
  return words.length === 0
    ? []
    : [`Only the ${side} knows: ${words.map((word) => `\`${word}\``).join(', ')}.`]
}

/** Differences with the same people, rules and example stand together: a row and the fields that show it. */
function merged(differences: readonly Difference[]): readonly Difference[] {
  const found = new Map<string, Difference>()
  for (const difference of differences) {
    const { type, verdict, gains, loses } = difference
    const key = JSON.stringify([type, verdict, gains, loses])
    const known = found.get(key)
    const rules = [
      ...(known?.rules ?? []),
      ...difference.rules.filter((one) => known?.rules.includes(one) !== true),
    ]
    const questions = [...(known?.questions ?? []), ...difference.questions]
    found.set(key, { ...difference, questions, rules })
  }
  return [...found.values()]
}

function sectionOf({ type, questions, verdict, gains, loses, rules }: Difference): Section {
  return {
    heading: `${type}: ${verdict === 'both' ? 'looser and tighter' : verdict}`,
    paragraphs: [
      asksText(questions),
      ...directionText('More', gains),
      ...directionText('Less', loses),
      ...(rules.length === 0 ? [] : [`Rules: ${rules.map(ruleText).join(', ')}`]),
    ],
  }
}

function directionText(direction: 'More' | 'Less', found: Found): readonly string[] {
  switch (found.kind) {
    case 'none':
      return []
    case 'unknown':
      return [`${direction === 'More' ? 'Whether looser' : 'Whether tighter'} is unknown: ${found.why}.`]
    case 'some':
      return [
        `${direction} for ${found.who.map((who) => `\`${who}\``).join(', ')}. For example ${exampleText(found.witness)}`,
        `Before: ${answerText(found.witness.before)} Now: ${answerText(found.witness.after)}`,
      ]
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
function findingsOf({ type, questions, verdict, gains, loses, rules }: Difference): readonly Finding[] {
  const who = [gains, loses].flatMap((found) => (found.kind === 'some' ? found.who : []))
  const many = questions.length === 1 ? asksText(questions) : `${questions.length} rows, fields and actions`
  const message = `${type} is ${verdict === 'both' ? 'looser and tighter' : verdict} for ${[...new Set(who)].join(', ') || 'nobody knows whom'}: ${many}.`
  const finding = {
    kind: verdict === 'unknown' ? 'unknown-difference' : verdict,
    level: levels[verdict],
    message,
  }
  if (rules.length === 0) return [finding]
  return rules.map(({ path, line }) => ({ ...finding, path, line }))
}

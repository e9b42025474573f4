import type { ExplainedRule, Explanation } from '../../policy/explain'

/** An explanation for people: the answer, then every rule considered, those that apply first. */
export function explanationText(title: string, explanation: Explanation): string {
  const { sentence, deciding, rules, change } = explanation
  const lines = [
    title,
    `  ${sentence}`,
    `  Decided by ${deciding ?? 'no rule: nothing is allowed unless a rule permits it'}.`,
    '',
  ]
  const applying = rules.filter((rule) => rule.applies)
  const others = rules.filter((rule) => !rule.applies)
  for (const rule of applying) lines.push(...ruleLines(rule, rule.id === deciding))
  if (others.length > 0) lines.push('Considered, for other classes of principals:')
  for (const { id, effect, classes } of others) lines.push(`  ${effect} ${id}, to ${classes.join(', ')}`)
  if (change.length > 0) lines.push('', 'The smallest change that would turn the answer:')
  for (const { text, to } of change) lines.push(`  ${to ? 'if' : 'unless'} ${text}`)
  return lines.join('\n')
}

function ruleLines(rule: ExplainedRule, decides: boolean): readonly string[] {
  const holds = rule.holds === null ? 'cannot be read' : rule.holds ? 'holds' : 'does not hold'
  const mark = decides ? '→' : ' '
  return [
    `${mark} ${rule.effect} ${rule.id}: ${holds}   (${rule.path}:${rule.line})`,
    ...rule.atoms.map(({ text, value }) => `      ${value === null ? '?' : value ? '✓' : '✗'} ${text}`),
    `      ${rule.because}`,
  ]
}

import type { ExplainedAtom } from '../../policy/explain-atoms'
import type { ExplainedRule } from '../../policy/explain'
import type { Report, Section } from '../report/report'
import type { CellExplanation, ExplainedChange } from './explain-cell'
import { MOST_ROWS } from './smallest-change'

/** An explanation for people: the answer, every rule with every fact it rests on, and what would turn the answer. */
export function explainReport(title: string, explanation: CellExplanation, asked: object): Report {
  const { sentence, deciding, rules, change } = explanation
  const applying = rules.filter((rule) => rule.applies)
  const others = rules.filter((rule) => !rule.applies)
  return {
    title,
    summary: [
      sentence,
      `Decided by ${deciding === null ? 'no rule: nothing is allowed unless a rule permits it' : `\`${deciding}\``}.`,
    ],
    sections: [
      ...applying.map((rule) => ruleSection(rule, rule.id === deciding)),
      ...others.map((rule) => ruleSection(rule, false)),
      changeSection(change),
    ],
    findings: [],
    passed: true,
    data: { ...asked, ...explanation },
  }
}

function ruleSection(rule: ExplainedRule, decides: boolean): Section {
  const holds = rule.holds === null ? 'cannot be read' : rule.holds ? 'holds' : 'does not hold'
  const applies = rule.applies ? '' : ', and is not for this principal'
  return {
    heading: `${decides ? '→ ' : ''}${rule.effect} \`${rule.id}\`: ${holds}${applies}`,
    paragraphs: [
      rule.because,
      `To ${rule.classes.join(', ')}; ${rule.path}:${rule.line}${rule.source === undefined ? '' : `; ${rule.source}`}.`,
    ],
    ...(rule.atoms.length === 0
      ? {}
      : { table: { columns: ['', 'Fact', 'Found'], rows: rule.atoms.map(atomCells) } }),
  }
}

function atomCells({ text, value, found }: ExplainedAtom): readonly string[] {
  const values = [...new Map(found.map((one) => [one.text, one.value]))]
  return [
    value === null ? '?' : value ? '✓' : '✗',
    `\`${text}\``,
    values.map(([name, one]) => `\`${name}\` is ${JSON.stringify(one)}`).join(', '),
  ]
}

function changeSection(change: ExplainedChange): Section {
  switch (change.kind) {
    case 'change': {
      const { steps, atLeast } = change
      const isSmallest = steps.length === atLeast
      return {
        heading: `${isSmallest ? 'The smallest' : 'A'} change that would turn the answer`,
        paragraphs: [
          ...steps.map((step) => (steps.length === 1 ? step : `- ${step}`)),
          ...(isSmallest ? [] : [`Perhaps a smaller one does. ${limitText(atLeast)}`]),
        ],
      }
    }
    case 'none':
      return {
        heading: 'No change of facts turns the answer',
        paragraphs: ['Every fact it rests on was tried, for this person in this Organisation.'],
      }
    case 'unknown':
      return {
        heading: 'What would turn the answer was not found',
        paragraphs: [limitText(change.atLeast)],
      }
  }
}

function limitText(atLeast: number): string {
  const least = `It takes at least ${atLeast} ${atLeast === 1 ? 'change' : 'changes'}`
  return `${least}; not tried were ways with more than ${MOST_ROWS} new rows, or that took too long to follow up.`
}

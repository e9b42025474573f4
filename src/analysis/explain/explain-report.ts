import { type ExplainedAtom, type ExplainedRule } from '../../policy/evaluate/explain'
import { relationOf, typeOf } from '../../read/schema/model'
import { type Report, type Section } from '../report/report'
import { rowAt } from '../world/made-up-world'
import { type CellExplanation, type ExplainedChange } from './explain-cell'
import { type Edit } from './possible-edits'
import { rowText, type Situation, targetIn, valueIn } from './situation'
import { type ChangeStep, MOST_ROWS } from './smallest-change'

/** An explanation for people: the answer, every rule with its facts, and what would turn the answer. */
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

/** A change in words: `Partnership:5.status: "PENDING" becomes "ACTIVE"`. */
export function changeText({ edit, details }: ChangeStep, before: Situation): string {
  const more = details.flatMap((detail) => detailText(detail, before))
  return `${editText(edit, before)}${more.length === 0 ? '' : `, with ${more.join(', ')}`}`
}

function editText(edit: Edit, before: Situation): string {
  switch (edit.kind) {
    case 'set': {
      const now = valueIn(before, edit.row, edit.name)
      const place = `${rowText(edit.row)}.${edit.name}`
      const target = typeOf(before.model, edit.row.type).relations.get(edit.name)?.target
      if (target === undefined) return `${place}: ${shown(now)} becomes ${shown(edit.to)}`
      return `${place}: ${rowOrNone(target, now)} becomes ${rowOrNone(target, edit.to)}`
    }
    case 'lead': {
      const now = targetIn(before, edit.row, edit.name)
      return `${rowText(edit.row)}.${edit.name}: ${now === null ? 'none' : rowText(now)} becomes another ${edit.to.type}`
    }
    case 'add': {
      const { target } = relationOf(typeOf(before.model, edit.row.type), edit.relation)
      return `${rowText(edit.row)}.${edit.relation} gets another ${target}`
    }
    case 'remove':
      return `${rowText(edit.row)} is removed`
    case 'slot':
      return `${edit.name}: ${shown(before.slots.get(edit.name))} becomes ${shown(edit.to)}`
  }
}

function detailText(edit: Edit, before: Situation): readonly string[] {
  switch (edit.kind) {
    case 'set': {
      const target = typeOf(before.model, edit.row.type).relations.get(edit.name)?.target
      const to = target === undefined ? shown(edit.to) : rowOrNone(target, edit.to)
      return [
        `${rowAt(before.world, edit.row) === undefined ? '' : `${rowText(edit.row)}.`}${edit.name} ${to}`,
      ]
    }
    case 'lead':
      return [`${edit.name} another ${edit.to.type}`]
    case 'add':
      return [`a ${edit.added.type} in its ${edit.relation}`]
    case 'remove':
    case 'slot':
      return [editText(edit, before)]
  }
}

function rowOrNone(type: string, key: unknown): string {
  return typeof key === 'number' ? `${type}:${key}` : 'none'
}

function shown(value: unknown): string {
  return JSON.stringify(value ?? null)
}

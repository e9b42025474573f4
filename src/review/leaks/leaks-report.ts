import type { Report, Section } from '../report/report'
import type { Aim } from './aim'
import type { Found } from './find-leaks'
import { addressIn } from './door'
import type { Leak } from './leak'

export interface Told {
  readonly aim: Aim
  readonly seed: number
  /** The words after `leaks` that ask the same again. */
  readonly again: string
}

/** What a search found, for people: each leak with the fact behind it and the bytes that differ. */
export function leaksReport(found: Found, told: Told): Report {
  const { leaks, pairs, telling, cells, facts, rows, asked } = found
  const summary = [
    `${aimText(told.aim)}: ${pairs} answers compared as ${asked.length} principals, ${telling} of them with rows; ` +
      `behind their backs ${cells} cells, ${facts} facts and references and ${rows} rows were changed.`,
    leaks.length === 0
      ? 'Not one byte of any answer differed.'
      : `${leaks.length} answers differed: what may not be seen can be found out.`,
    `Again: \`npm run policy -- leaks ${told.again}\`.`,
  ]
  return {
    title: leaks.length === 0 ? 'No leak found' : 'Leaks found',
    summary,
    sections: leaks.flatMap(sectionsOf),
    findings: leaks.map((leak, index) => ({
      kind: 'leak',
      level: 'error',
      message: `Leak ${index + 1}: ${leak.who} can tell ${leak.facts[0] ?? 'what is hidden'}`,
    })),
    passed: leaks.length === 0,
    data: { aim: told.aim, seed: told.seed, ...found },
  }
}

function aimText(aim: Aim): string {
  switch (aim.kind) {
    case 'everything':
      return 'Everything'
    case 'files':
      return 'Downloads'
    case 'type':
      return `Rows of ${aim.type}`
    case 'operations':
      return aim.operations.length === 1
        ? 'The operation given'
        : `The ${aim.operations.length} operations given`
  }
}

function sectionsOf(leak: Leak, index: number): readonly Section[] {
  const { who, operation, variables, mode, facts, difference } = leak
  const given = Object.values(variables).some((value) => value !== null)
  return [
    {
      heading: `Leak ${index + 1}: as ${who}`,
      paragraphs: [
        'Changed, and hidden from them:',
        ...facts.map((fact) => `- ${fact}`),
        `The answers part at byte ${difference.at}${mode === 'redact' ? '' : ` (access mode ${mode})`}:`,
        `- before: \`${difference.before}\``,
        `- after: \`${difference.after}\``,
        ...(given ? [`Variables: \`${JSON.stringify(variables)}\``] : []),
      ],
      code: { language: addressIn(operation) === undefined ? 'graphql' : 'text', text: operation },
    },
  ]
}

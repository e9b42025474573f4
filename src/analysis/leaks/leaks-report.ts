import { z } from 'zod'
import { type Report, type Section } from '../report/report'
import { seeingAs, tryChange } from './compare-answers'
import { type Asking, type FoundLeaks, type Leak } from './find-leaks'
import { type ScanDatabase, factText } from './scan-database'
import { addressIn } from './scan-roots'
import { type ScanTarget } from './scan-target'
import { worldView } from './world-view'

interface Reported {
  readonly target: ScanTarget
  readonly seed: number
  /** The words after `leaks` that ask the same again. */
  readonly again: string
}

/** What a search found, for people: each leak with the fact behind it and the bytes that differ. */
export function leaksReport(found: FoundLeaks, reported: Reported): Report {
  const { leaks, pairs, telling, cells, facts, rows, asked } = found
  const summary = [
    `${targetText(reported.target)}: ${pairs} answers compared as ${asked.length} principals, ${telling} of them with rows; ` +
      `behind their backs ${cells} cells, ${facts} facts and references and ${rows} rows were changed.`,
    leaks.length === 0
      ? 'Not one byte of any answer differed.'
      : `${leaks.length} answers differed: what may not be seen can be found out.`,
    `Again: \`npm run policy -- leaks ${reported.again}\`.`,
  ]
  return {
    title: leaks.length === 0 ? 'No leak found' : 'Leaks found',
    summary,
    sections: leaks.flatMap(sectionsOf),
    findings: leaks.map((leak, index) => ({
      kind: 'leak',
      level: 'error',
      message: `Leak ${index + 1}: ${leak.who} can infer ${leak.facts[0] ?? 'what is hidden'}`,
    })),
    passed: leaks.length === 0,
    data: { target: reported.target, seed: reported.seed, ...found },
  }
}

function targetText(target: ScanTarget): string {
  switch (target.kind) {
    case 'everything':
      return 'Everything'
    case 'files':
      return 'Downloads'
    case 'type':
      return `Rows of ${target.type}`
    case 'operations':
      return target.operations.length === 1
        ? 'The operation given'
        : `The ${target.operations.length} operations given`
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

const cell = z.union([z.string(), z.number(), z.null()])
const rowChange = { table: z.string(), id: z.number().int() }
const keptLeaks = z.array(
  z.object({
    who: z.string(),
    operation: z.string(),
    variables: z.record(z.string(), z.unknown()),
    mode: z.enum(['redact', 'report', 'reject']),
    changes: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('cell'), ...rowChange, column: z.string(), from: cell, to: cell }),
        z.object({ kind: z.literal('copy'), ...rowChange, statement: z.string() }),
        z.object({ kind: z.literal('removal'), ...rowChange, statement: z.string() }),
      ]),
    ),
    seed: z.number().int(),
  }),
)

type KeptLeak = z.infer<typeof keptLeaks>[number]

/** Leaks as they were kept by an earlier search. @throws a sentence where `leaks --save` did not write the text. */
export function readLeaks(text: string): readonly KeptLeak[] {
  try {
    return keptLeaks.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error('This file holds no leaks as `leaks --save` writes them.', { cause })
  }
}

/** Tries the same changes and questions again: what still leaks. */
export async function repeatLeaks(
  scan: ScanDatabase,
  kept: readonly KeptLeak[],
  principals: readonly Asking[],
): Promise<FoundLeaks> {
  const leaks: Leak[] = []
  for (const { who, operation, variables, mode, changes, seed } of kept) {
    const asking = principals.find((one) => one.name === who)
    if (asking === undefined) throw new Error(`Nobody in this database is \`${who}\`.`)
    const view = await worldView(seeingAs(scan, asking.principal), scan.world)
    const asked = { text: operation, as: asking.principal, variables, mode }
    const before = JSON.stringify(await scan.ask(asked))
    const difference = await tryChange(scan, { asked, before, view }, changes)
    if (difference === undefined) continue
    const facts = changes.map((one) => factText(scan, view, one))
    leaks.push({ who, operation, variables, mode, changes, facts, difference, seed })
  }
  const asked = [...new Set(kept.map((one) => one.who))]
  const cells = kept.reduce((sum, one) => sum + one.changes.length, 0)
  return { leaks, pairs: kept.length, telling: kept.length, cells, facts: 0, rows: 0, asked }
}

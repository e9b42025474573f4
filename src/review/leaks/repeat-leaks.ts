import { z } from 'zod'
import type { Bench } from './bench'
import { seeingAs } from './compare-answers'
import { factText } from './fact-text'
import type { Asking, Found } from './find-leaks'
import type { Leak } from './leak'
import { tryChange } from './try-change'
import { worldView } from './world-view'

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

export type KeptLeak = z.infer<typeof keptLeaks>[number]

/** Leaks as they were kept by an earlier search. @throws a sentence where the text is none of ours. */
export function readLeaks(text: string): readonly KeptLeak[] {
  try {
    return keptLeaks.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error('This file holds no leaks as `leaks --save` writes them.', { cause })
  }
}

/** Tries the same changes and questions again: what still leaks. */
export async function repeatLeaks(
  bench: Bench,
  kept: readonly KeptLeak[],
  principals: readonly Asking[],
): Promise<Found> {
  const leaks: Leak[] = []
  for (const { who, operation, variables, mode, changes, seed } of kept) {
    const asking = principals.find((one) => one.name === who)
    if (asking === undefined) throw new Error(`Nobody in this database is \`${who}\`.`)
    const view = await worldView(seeingAs(bench, asking.principal), bench.world)
    const asked = { text: operation, as: asking.principal, variables, mode }
    const before = JSON.stringify(await bench.ask(asked))
    const difference = await tryChange(bench, { asked, before, view }, changes)
    if (difference === undefined) continue
    const facts = changes.map((one) => factText(bench, view, one))
    leaks.push({ who, operation, variables, mode, changes, facts, difference, seed })
  }
  const asked = [...new Set(kept.map((one) => one.who))]
  const cells = kept.reduce((sum, one) => sum + one.changes.length, 0)
  return { leaks, pairs: kept.length, telling: kept.length, cells, facts: 0, rows: 0, asked }
}

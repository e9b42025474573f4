/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- a schema is its type; written out, it would be a second grammar */

import { z } from 'zod'
import { condition } from '../../policy/parse/policy-grammar'
import { type IssueParams, labelled, oneOrMore, type Placed, text } from '../../policy/parse/read-shape'

/**
 * The grammar of `invariants.yaml`. The loader checks the file with it and looks its words up; the JSON Schema that editors
 * read has the types and rules there are.
 */
export function invariantsGrammar<V extends z.ZodType>({ type, rule, weakness, value }: InvariantShapes<V>) {
  const assumption = z.strictObject({
    id: text(),
    means: text(),
    each: variables('each', type).optional(),
    if: condition.optional(),
    some: variables('some', type).optional(),
    then: condition,
  })
  const cells = oneOrMore(text()).describe('`read row`, `read row.field`, `read row.*` or `action row`')
  const invariant = z.strictObject({
    id: text(),
    says: text().describe('The sentence that is proved'),
    of: variables('of', type).optional(),
    when: condition.optional(),
    never: cells.optional(),
    but: cells.optional(),
    whoever: cells.optional(),
    also: cells.optional(),
    then: condition.optional(),
    change: z
      .record(z.string(), z.record(z.string(), value))
      .refine(
        (rows) => Object.keys(rows).length === 1 && Object.keys(Object.values(rows)[0] ?? {}).length > 0,
        {
          params: {
            code: 'wrong-shape',
            message: '`change` is about one row, or `principal`, and at least one value of it.',
          } satisfies IssueParams,
        },
      )
      .optional()
      .describe('One row, or `principal`: what of it is another value after'),
    neverOpens: cells.optional(),
    neverCloses: cells.optional(),
  })
  const deliberate = z.strictObject({
    rule,
    is: weakness,
    because: text(),
    condition: text().optional().describe('Of a redundant condition: its text'),
  })
  return labelled(
    z.strictObject({
      assume: z.array(labelled(assumption, { what: 'An assumption', whole: true })).min(1),
      invariants: z.array(labelled(invariant, { what: 'An invariant', whole: true })).min(1),
      deliberate: z
        .array(labelled(deliberate, { what: 'A deliberate weakness' }))
        .min(1)
        .optional(),
    }),
    { what: 'The file of invariants' },
  )
}

/** What the file may say in some places: any text where the loader looks words up later, or one of a list. */
interface InvariantShapes<V extends z.ZodType> {
  readonly type: z.ZodType<string>
  readonly rule: z.ZodType<string>
  readonly weakness: z.ZodType<string>
  /** A value that a change sets. */
  readonly value: V
}

/** `{ invoice: Invoice }` */
function variables(key: string, type: z.ZodType<string>) {
  return z
    .record(z.string(), type)
    .refine((names) => Object.keys(names).length > 0, {
      params: { code: 'empty-list', message: `\`${key}\` names no row.` } satisfies IssueParams,
    })
    .describe('Variable: type')
}

export const anyInvariants = invariantsGrammar({
  type: text(),
  value: text(),
  rule: text(),
  weakness: text(),
})

/** The assumptions alone: what else the file says may be of other policies. */
export const anyAssumptions = labelled(
  anyInvariants.extend({ invariants: z.unknown(), deliberate: z.unknown() }),
  { what: 'The file of invariants' },
)

type PlacedFile = Placed<z.infer<typeof anyInvariants>>
export type PlacedAssumption = PlacedFile['assume'][number]
export type PlacedInvariant = PlacedFile['invariants'][number]
export type PlacedDeliberate = NonNullable<PlacedFile['deliberate']>[number]
export type PlacedVariables = NonNullable<PlacedInvariant['of']>
export type PlacedChange = NonNullable<PlacedInvariant['change']>

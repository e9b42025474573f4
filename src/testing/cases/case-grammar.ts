/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- a schema is its type; written out, it would be a second grammar */

import { z } from 'zod'
import { type IssueParams, labelled, list, type Placed, text } from '../../policy/parse/read-shape'

/**
 * The grammar of a case file. The loader checks files with it and looks their words up; the JSON Schema that editors read
 * has the types, columns and values there are.
 */
export function caseGrammar<V extends z.ZodType, W extends z.ZodType, A extends z.ZodType>(
  shapes: CaseShapes<V, W, A>,
) {
  const principal = labelled(
    z.strictObject({
      user: z.optional(shapes.id),
      organisation: z.optional(shapes.id),
      membership: z.optional(shapes.id),
      partner: z.optional(shapes.id),
      accounting: z.optional(shapes.flag),
      token: z.optional(shapes.flag),
      role: z.optional(shapes.role),
      staff: z.optional(shapes.role),
      scopes: list(text()).optional(),
    }),
    { what: 'The principal' },
  )
  const { world } = shapes
  const variant = labelled(z.strictObject({ principal: principal.optional(), world: z.optional(world) }), {
    what: 'A variant',
  })
  const cell = z.strictObject({
    row: shapes.row,
    field: z.optional(shapes.field),
    action: z.optional(shapes.action),
    allowed: shapes.answer,
  })
  return labelled(
    z.strictObject({
      about: text(),
      clock: text(),
      principal,
      world,
      vary: axes(variant).optional(),
      expect: labelled(z.array(labelled(cell, { what: 'A cell' })).min(1), {
        shape: 'is a list of cells, at least one.',
      }),
    }),
    { what: 'A case' },
  )
}

/** What a case may say in some places: any text where the loader looks it up later, or what an editor offers. */
interface CaseShapes<V extends z.ZodType, W extends z.ZodType, A extends z.ZodType> {
  /** An id of the principal, or `null`. */
  readonly id: V
  readonly flag: V
  /** A role, of a member or of staff, or `null`. */
  readonly role: V
  /** By type: rows by their ids, each with its values. */
  readonly world: W
  /** `Invoice:1` */
  readonly row: z.ZodType<string>
  readonly field: z.ZodType<string>
  readonly action: z.ZodType<string>
  readonly answer: A
}

/** The rows of a type by their ids. */
export function rowsById<R extends z.ZodType>(row: R) {
  return labelled(z.record(z.string().regex(/^[1-9][0-9]*$/), row), {
    badName: (id) => `\`${id}\` is no id; rows are numbered from 1.`,
  })
}

function axes<V extends z.ZodType>(variant: V) {
  const enough = z.record(z.string(), z.record(z.string(), variant)).superRefine((axes, context) => {
    for (const [axis, variants] of Object.entries(axes)) {
      if (Object.keys(variants).length > 1) continue
      const message = `\`${axis}\` varies nothing: it needs two variants or more.`
      const params = { code: 'wrong-shape', message } satisfies IssueParams
      context.addIssue({ code: 'custom', path: [axis], params })
    }
  })
  return enough.describe(
    'Axis: variant: what is different there. The case is asked for every choice of variants',
  )
}

/** `true` or `false`, or by the variant of the first axis, then of the next. */
export function answers<Answer>(answer: z.ZodType<Answer>): z.ZodType<NestedAnswer<Answer>> {
  const nested: z.ZodType<NestedAnswer<Answer>> = z.union([
    answer,
    z.record(
      z.string(),
      z.lazy(() => nested),
    ),
  ])
  return nested
}

type NestedAnswer<Answer> = Answer | { readonly [variant: string]: NestedAnswer<Answer> }

export const anyCase = caseGrammar({
  id: text(),
  flag: text(),
  role: text(),
  world: z.record(z.string(), rowsById(z.record(z.string(), text()))),
  row: text(),
  field: text(),
  action: text(),
  answer: answers(text()),
})

type PlacedCase = Placed<z.infer<typeof anyCase>>
export type PlacedPrincipal = PlacedCase['principal']
export type PlacedWorld = PlacedCase['world']
export type PlacedAxes = NonNullable<PlacedCase['vary']>
export type PlacedExpectation = PlacedCase['expect'][number]
export type PlacedAnswers = PlacedExpectation['allowed']

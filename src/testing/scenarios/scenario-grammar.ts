/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- a schema is its type; written out, it would be a second grammar */

import { z } from 'zod'
import { type IssueParams, labelled, list, oneOrMore, type Placed, text } from '../../policy/parse/read-shape'

/**
 * The grammar of the scenario files. The loader checks them with it; the JSON Schema that editors read offers the personas.
 * Keys may name several types or rows at once (`Order, OrderLine`). The loader looks up what they name.
 */
export function scenarioGrammar<P extends z.ZodType<string>>(persona: P) {
  return labelled(
    z.strictObject({
      about: text().describe('Who the persona is and what matters about them'),
      principal: text().optional().describe('The row of the table'),
      as: oneOrMore(persona).describe('A persona, or several, or groups of words.yaml'),
      rows: groups().optional(),
      fields: groups().optional(),
      cells: z.record(z.string(), cell(text())).optional().describe('By the letter of the column'),
      besides: cell(text().optional()).optional().describe('What no cell of the table says'),
    }),
    { what: 'A scenario' },
  )
}

/** A file of several scenarios: what a noun adds for many people. */
export function scenarioListGrammar<P extends z.ZodType<string>>(persona: P) {
  const scenarios = labelled(z.array(scenarioGrammar(persona)), {
    shape: 'is a list, each with `about`, `as` and `besides`.',
  })
  return labelled(z.strictObject({ scenarios }), { what: 'A file of several scenarios' })
}

/** The one file that sets the clock, and names the table's rows and columns, and groups for all scenarios. */
export function sharedGrammar() {
  return labelled(
    z.strictObject({
      clock: text().describe('The moment of every scenario'),
      principals: z.record(z.string(), text()).describe('The rows of the table, by key'),
      columns: z.record(z.string(), text()).describe('The columns of the table, by letter'),
      personas: labelled(z.record(z.string(), oneOrMore(text())), { entry: 'The group' }).optional(),
      rows: groups().optional(),
      fields: groups().optional(),
    }),
    { what: 'The shared file' },
  )
}

/** By type: lists of rows or fields with a name. */
function groups() {
  return z
    .record(z.string(), labelled(z.record(z.string(), oneOrMore(text())), { entry: 'The group' }))
    .describe('By type: groups with a name')
}

function cell<S extends z.ZodType>(says: S) {
  const rowsToFields = z.record(z.string(), oneOrMore(text()))
  const one = z
    .strictObject({
      says: says.describe('What the table says there'),
      sees: z.record(z.string(), rowsToFields).optional().describe('Type: rows: fields'),
      may: z.record(z.string(), rowsToFields).optional().describe('Type: action: rows'),
      hides: z
        .record(z.string(), z.union([text(), list(text()), rowsToFields]))
        .optional()
        .describe('Type: rows, or type: rows: fields'),
    })
    .refine(({ sees, may, hides }) => sees !== undefined || may !== undefined || hides !== undefined, {
      params: {
        code: 'missing-key',
        message: 'A cell that shows and hides nothing proves nothing.',
      } satisfies IssueParams,
    })
  return labelled(one, { what: 'A cell', whole: true })
}

/** By the key that only this kind of file has; a file with neither is a single scenario. */
export const scenarioFiles = {
  clock: sharedGrammar(),
  scenarios: scenarioListGrammar(text()),
  about: scenarioGrammar(text()),
}

export type PlacedScenario = Placed<z.infer<typeof scenarioFiles.about>>
export type PlacedCell = NonNullable<PlacedScenario['besides']>
export type PlacedGroups = NonNullable<PlacedScenario['rows']>

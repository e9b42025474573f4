/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- a schema is its type; written out, it would be a second grammar */

import { z } from 'zod'
import { type IssueParams, labelled, list, oneOrMore, text } from './read-shape'

/**
 * The grammar of the policy files, one schema for each kind of file. The loader checks files with it, drafts have their
 * types from it, and the JSON Schemas that editors read are made of the same parts with the project's words filled in.
 */
export function documentGrammar<R extends z.ZodType>(words: DocumentWords, rule: R) {
  return labelled(
    z.strictObject({
      type: words.type,
      actions: list(text()).optional().describe('What can be done besides `read`'),
      partOf: z
        .strictObject({ relation: words.relation, field: words.ownerField })
        .optional()
        .describe('The row is part of the one the relation leads to, listed there in the field'),
      about: labelled(z.array(z.strictObject({ relation: words.relation, field: words.ownerField })).min(1), {
        shape: 'is a list of relations with a field each.',
      })
        .optional()
        .describe('The row is seen where one of the rows it is about shows the field'),
      facts: labelled(z.record(z.string(), condition), { entry: 'The fact' })
        .optional()
        .describe('Conditions with a name'),
      groups: labelled(z.record(z.string(), list(words.member)), { entry: 'The group' })
        .optional()
        .describe('Fields with a common name'),
      rules: labelled(z.array(rule).min(1), { shape: 'is a list of rules.' }),
    }),
    { what: 'A policy document' },
  )
}

/** What a document may say in some places: any text where the words are looked up later, or one of a list. */
export interface DocumentWords {
  readonly type: z.ZodType<string>
  readonly relation: z.ZodType<string>
  readonly ownerField: z.ZodType<string>
  /** What a group may hold. */
  readonly member: z.ZodType<string>
}

export const condition = text().describe('A condition in CEL, see docs/policy/language.md')

/** What every rule has beside its effect. */
export function ruleCommon<I extends z.ZodType<string>>(id: I) {
  return {
    id: id.describe('type/name, stable'),
    when: condition.optional(),
    because: text().describe('The sentence an explanation gives'),
    source: text().optional().describe('Where the rule comes from'),
  }
}

export function fieldChoice<F extends z.ZodType<string>>(field: F) {
  return labelled(z.union([z.literal('all'), list(field)]).describe('`all`, or groups and fields'), {
    instead: (word) => ({
      message: '`fields` is `all`, or a list of groups and fields.',
      suggestion: `did you mean \`[${word}]\`?`,
    }),
  })
}

/** A rule of any type. Whether its words exist, and what an effect asks for besides, is checked with the vocabulary. */
function anyRule() {
  const actions = oneOrMore(text())
  const rule = z
    .strictObject({
      ...ruleCommon(text()),
      permit: actions.optional(),
      forbid: actions.optional(),
      fields: fieldChoice(text()).optional(),
      to: oneOrMore(text()).optional(),
    })
    .refine(({ permit, forbid }) => permit !== undefined || forbid !== undefined, {
      params: said('no-effect', 'A rule either permits or forbids; this one does neither.'),
      when: ({ value }) => isObject(value),
    })
    .refine(({ permit, forbid }) => permit === undefined || forbid === undefined, {
      params: said('two-effects', 'A rule either permits or forbids; this one does both.'),
      path: ['forbid'],
      when: ({ value }) => isObject(value),
    })
  return labelled(rule, { what: 'A rule', whole: true })
}

/** `principals.yaml`: the classes of principals, each by a condition over the principal alone. */
export function principalsGrammar() {
  const one = z.strictObject({ when: condition, means: text() })
  return labelled(z.strictObject({ classes: labelled(z.record(z.string(), one), { entry: 'The class' }) }), {
    what: 'The file of principals',
  })
}

/** `definitions.yaml`: named conditions on a row of a type, which any document may call. */
export function definitionsGrammar<T extends z.ZodType<string>>(type: T) {
  const one = labelled(
    z.strictObject({
      of: z
        .record(z.string(), type)
        .meta({ description: 'Variable: type', minProperties: 1, maxProperties: 1 }),
      when: condition,
      means: text(),
    }),
    { whole: true },
  )
  const all = z.record(z.string(), one).superRefine((definitions, context) => {
    for (const [name, { of }] of Object.entries(definitions)) {
      const [first, second] = Object.keys(of)
      if (first !== undefined && second === undefined) continue
      const message = `The definition \`${name}\` is about exactly one row, like \`{ client: Organisation }\`.`
      const path = second === undefined ? [name, 'of'] : [name, 'of', second]
      const at = second === undefined ? {} : { at: 'key' as const }
      context.addIssue({ code: 'custom', path, params: { ...said('wrong-shape', message), ...at } })
    }
  })
  return labelled(z.strictObject({ definitions: labelled(all, { entry: 'The definition' }) }), {
    what: 'The file of definitions',
  })
}

/** `scopes.yaml`: what API tokens may be limited to, and what none of them ever does. */
export function scopesGrammar<C extends z.ZodType>(covers: C) {
  const scopes = z.record(
    z.string().regex(SCOPE_NAME).describe('As in `invoices:read`'),
    z.strictObject({ means: text(), covers }),
  )
  const badName = (name: string): string =>
    `\`${name}\` cannot name a scope; scopes are written like \`invoices:read\`.`
  return labelled(
    z.strictObject({ scopes: labelled(scopes, { entry: 'The scope', badName }), neverForTokens: covers }),
    { what: 'The file of scopes' },
  )
}

/** `classified-fields.yaml`: which fields of each type `fields: all` covers. */
export function classifiedGrammar<F extends z.ZodType>(fields: F) {
  return labelled(z.strictObject({ classified: fields }), { what: 'The file of classified fields' })
}

/** How a scope is written: `invoices:read`. */
const SCOPE_NAME = /^[a-z][a-zA-Z]*:[a-z]+$/

function said(code: IssueParams['code'], message: string): Record<string, string> {
  return { code, message } satisfies IssueParams
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** By the key that says what a file is; each accepts any words, which are looked up later. */
export const policyGrammar = {
  type: documentGrammar({ type: text(), relation: text(), ownerField: text(), member: text() }, anyRule()),
  classes: principalsGrammar(),
  definitions: definitionsGrammar(text()),
  // Type: what can be done with it.
  scopes: scopesGrammar(z.record(z.string(), oneOrMore(text()))),
  classified: classifiedGrammar(labelled(z.record(z.string(), list(text())), { entry: 'The type' })),
}

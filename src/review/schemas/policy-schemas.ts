import { z } from 'zod'
import { SCOPE_NAME } from '../../policy/check-scopes'
import { readPolicyFiles } from '../../policy/read-policy-files'
import type { PolicyFile } from '../../policy/read-yaml'
import { EVERYONE } from '../../policy/policy-set'
import type { Vocabulary } from '../../policy/vocabulary'

/** What the schemas enumerate: the words of the schema and those that the policy files name themselves. */
export interface SchemaWords {
  readonly vocabulary: Vocabulary
  readonly files: readonly PolicyFile[]
}

/** The shapes of the files that policies are made of, by name; one source for JSON Schemas and for checks. */
export function policySchemas(words: SchemaWords): Readonly<Record<string, z.ZodType>> {
  return {
    policy: documents(words),
    principals: z.strictObject({
      classes: z.record(z.string(), z.strictObject({ when: condition, means: z.string() })),
    }),
    definitions: z.strictObject({
      definitions: z.record(
        z.string(),
        z.strictObject({
          of: z.record(z.string(), oneOf([...words.vocabulary.types.keys()])).describe('Variable: type'),
          when: condition,
          means: z.string(),
        }),
      ),
    }),
    scopes: scopes(words),
    situations: z.strictObject({
      principals: z.record(z.string(), z.strictObject({ when: condition, means: z.string() })),
      situations: optionalKeys([...words.vocabulary.types.keys()], z.record(z.string(), condition)),
    }),
  }
}

export const condition = z.string().describe('A condition in CEL, see docs/policy/language.md')

/** A document by its type, so that an editor offers the fields, groups and actions of that type. */
function documents({ vocabulary, files }: SchemaWords): z.ZodType {
  const draft = readPolicyFiles(files, () => undefined)
  const classes = [...draft.classes.map(({ name }) => name.text), EVERYONE]
  const each = draft.documents.flatMap((document) => {
    const type = vocabulary.types.get(document.type.text)
    if (type === undefined) return []
    const fields = type.fields.map(({ name }) => name)
    const actions = document.actions.map(({ text }) => text)
    const groups = document.groups.map(({ name }) => name.text)
    const ownerFields = [...type.relations.values()].flatMap(({ target }) =>
      (vocabulary.types.get(target)?.fields ?? []).map(({ name }) => name),
    )
    return [
      z.strictObject({
        type: z.literal(type.name),
        actions: z.array(z.string()).min(1).optional().describe('What can be done besides `read`'),
        partOf: z
          .strictObject({
            relation: oneOf([...type.relations.keys()]),
            field: oneOf([...new Set(ownerFields)]),
          })
          .optional()
          .describe('The row is part of the one the relation leads to, listed there in the field'),
        facts: z.record(z.string(), condition).optional().describe('Conditions with a name'),
        groups: z
          .record(z.string(), z.array(oneOf([...fields, ...groups])).min(1))
          .optional()
          .describe('Fields with a common name'),
        rules: z.array(rule({ actions, fields: [...fields, ...groups, 'id'], classes })).min(1),
      }),
    ]
  })
  const [first, ...others] = each
  return first === undefined ? z.never() : z.discriminatedUnion('type', [first, ...others])
}

/** What API tokens may be limited to: types and the actions on each, under a scope or for no token at all. */
function scopes({ files }: SchemaWords): z.ZodType {
  const { documents: all } = readPolicyFiles(files, () => undefined)
  const covers = z
    .strictObject(
      Object.fromEntries(
        all.map(({ type, actions }) => {
          const one = oneOf(['read', ...actions.map(({ text }) => text)])
          return [type.text, oneOrMore(one).optional()]
        }),
      ),
    )
    .describe('Type: what can be done with it')
  return z.strictObject({
    scopes: z.record(
      z.string().regex(SCOPE_NAME).describe('As in `invoices:read`'),
      z.strictObject({ means: z.string(), covers }),
    ),
    neverForTokens: covers,
  })
}

interface RuleWords {
  readonly actions: readonly string[]
  readonly fields: readonly string[]
  readonly classes: readonly string[]
}

/** Reading has fields and actions have none; a rule either permits or forbids; a permit says whom it is for. */
function rule({ actions, fields, classes }: RuleWords): z.ZodType {
  const common = {
    id: z
      .string()
      .regex(/^[a-z0-9-]+\/[a-z0-9]+(-[a-z0-9]+)*$/)
      .describe('type/name, stable'),
    when: condition.optional(),
    because: z.string().describe('The sentence an explanation gives'),
    source: z.string().optional().describe('Where the rule comes from'),
  }
  const to = oneOrMore(oneOf(classes)).describe('Classes of principals')
  const read = oneOrMore(z.literal('read'))
  const chosenOf = (names: readonly string[]): z.ZodType =>
    z.union([z.literal('all'), z.array(oneOf(names)).min(1)]).describe('`all`, or groups and fields')
  const shapes = [
    z.strictObject({ ...common, permit: read, fields: chosenOf(fields), to }),
    z.strictObject({
      ...common,
      forbid: read,
      fields: chosenOf(fields.filter((name) => name !== 'id')),
      to: to.optional(),
    }),
    ...(actions.length === 0
      ? []
      : [
          z.strictObject({ ...common, permit: oneOrMore(oneOf(actions)), to }),
          z.strictObject({ ...common, forbid: oneOrMore(oneOf(actions)), to: to.optional() }),
        ]),
  ]
  return z.union(shapes)
}

export function oneOf(words: readonly string[]): z.ZodType<string> {
  return words.length === 0 ? z.never() : z.enum(words as [string, ...string[]])
}

export function oneOrMore(one: z.ZodType): z.ZodType {
  return z.union([one, z.array(one).min(1)])
}

/** Any of these keys, and no other. */
export function optionalKeys(keys: readonly string[], value: z.ZodType): z.ZodType {
  return z.strictObject(Object.fromEntries(keys.map((key) => [key, value.optional()])))
}

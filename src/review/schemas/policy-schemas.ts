import { z } from 'zod'
import {
  definitionsGrammar,
  documentGrammar,
  fieldChoice,
  principalsGrammar,
  ruleCommon,
  scopesGrammar,
} from '../../policy/policy-grammar'
import { rowSituations, situationsGrammar } from '../matrix/situations'
import { oneOrMore } from '../../policy/read-shape'
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
    principals: principalsGrammar(),
    definitions: definitionsGrammar(oneOf([...words.vocabulary.types.keys()])),
    scopes: scopes(words),
    situations: situationsGrammar(optionalKeys([...words.vocabulary.types.keys()], rowSituations())),
  }
}

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
    const words = {
      type: z.literal(type.name),
      relation: oneOf([...type.relations.keys()]),
      ownerField: oneOf([...new Set(ownerFields)]),
      member: oneOf([...fields, ...groups]),
    }
    return [documentGrammar(words, rule({ actions, fields: [...fields, ...groups, 'id'], classes }))]
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
  return scopesGrammar(covers)
}

interface RuleWords {
  readonly actions: readonly string[]
  readonly fields: readonly string[]
  readonly classes: readonly string[]
}

/** Reading has fields and actions have none; a rule either permits or forbids; a permit says whom it is for. */
function rule({ actions, fields, classes }: RuleWords): z.ZodType {
  const common = ruleCommon(z.string().regex(/^[a-z0-9-]+\/[a-z0-9]+(-[a-z0-9]+)*$/))
  const to = oneOrMore(oneOf(classes)).describe('Classes of principals')
  const read = oneOrMore(z.literal('read'))
  const shapes = [
    z.strictObject({ ...common, permit: read, fields: fieldChoice(oneOf(fields)), to }),
    z.strictObject({
      ...common,
      forbid: read,
      fields: fieldChoice(oneOf(fields.filter((name) => name !== 'id'))),
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

/** Any of these keys, and no other. */
export function optionalKeys(keys: readonly string[], value: z.ZodType): z.ZodType {
  return z.strictObject(Object.fromEntries(keys.map((key) => [key, value.optional()])))
}

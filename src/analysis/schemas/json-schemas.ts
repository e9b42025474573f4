import { z } from 'zod'
import {
  classifiedGrammar,
  definitionsGrammar,
  documentGrammar,
  fieldChoice,
  principalsGrammar,
  ruleCommon,
  scopesGrammar,
} from '../../policy/parse/policy-grammar'
import { readPolicyFiles } from '../../policy/parse/read-policy-files'
import { oneOrMore, text } from '../../policy/parse/read-shape'
import { type PolicyFile } from '../../policy/parse/read-yaml'
import { EVERYONE, type PolicySet } from '../../policy/policy-set'
import { type Vocabulary } from '../../policy/vocabulary'
import { type Model } from '../../read/schema/model'
import { answers, caseGrammar, rowsById } from '../../testing/cases/case-grammar'
import { scenarioGrammar, scenarioListGrammar, sharedGrammar } from '../../testing/scenarios/scenario-grammar'
import { rowSituations, situationsGrammar } from '../matrix/situations'
import { WEAKNESSES } from '../prove/invariant'
import { invariantsGrammar } from '../prove/invariant-grammar'

/** What the schemas enumerate: the words of the schema and those that the policy files name themselves. */
interface SchemaWords {
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
    'classified-fields': classified(words),
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

/** The fields that `fields: all` covers, by type. */
function classified({ vocabulary }: SchemaWords): z.ZodType {
  const types = [...vocabulary.types.values()].filter(({ fields }) => fields.length > 0)
  const lists = types.map(({ name, fields }) => {
    const one = oneOf(fields.map((field) => field.name))
    return [name, z.array(one).min(1).optional()] as const
  })
  return classifiedGrammar(z.strictObject(Object.fromEntries(lists)))
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

function oneOf(words: readonly string[]): z.ZodType<string> {
  return words.length === 0 ? z.never() : z.enum(words as [string, ...string[]])
}

/** Any of these keys, and no other. */
function optionalKeys(keys: readonly string[], value: z.ZodType): z.ZodType {
  return z.strictObject(Object.fromEntries(keys.map((key) => [key, value.optional()])))
}

/** The shapes of the files that hold policies to something: scenarios, cases, invariants. */
export function proofSchemas(
  model: Model,
  policies: PolicySet,
  personas: readonly string[],
): Readonly<Record<string, z.ZodType>> {
  return {
    scenario: scenarios(personas),
    case: cases(model, policies),
    invariants: invariants(model, policies),
  }
}

function scenarios(personas: readonly string[]): z.ZodType {
  // A group of personas is no less allowed: the loader looks it up in words.yaml.
  const persona = z.union([oneOf([...personas, 'nobody', 'everybody']), text()])
  return z.union([scenarioGrammar(persona), scenarioListGrammar(persona), sharedGrammar()])
}

const anyValue = z.union([z.string(), z.number(), z.boolean(), z.null()])

function cases(model: Model, policies: PolicySet): z.ZodType {
  const actions = [...new Set([...policies.types.values()].flatMap((one) => one.actions))].sort()
  const fields = [
    ...new Set(
      [...policies.types.keys()].flatMap(
        (type) => model.types.get(type)?.fields.map(({ name }) => name) ?? [],
      ),
    ),
  ].sort()
  const world = [...model.types.values()].map(({ name, attributes, relations }) => {
    const owned = [...relations.values()]
      .filter((relation) => relation.owning)
      .map((relation) => relation.name)
    const words = [...[...attributes.keys()].filter((attribute) => attribute !== 'id'), ...owned]
    return [name, rowsById(optionalKeys(words, anyValue)).optional()] as const
  })
  return caseGrammar<z.ZodType, z.ZodType, z.ZodType>({
    id: z.union([z.int(), z.null()]),
    flag: z.boolean(),
    role: z.union([z.string(), z.null()]),
    world: z.strictObject(Object.fromEntries(world)),
    row: z
      .string()
      .regex(/^[A-Z][A-Za-z]*:[1-9][0-9]*$/)
      .describe('Invoice:1'),
    field: oneOf(fields),
    action: oneOf(actions),
    answer: answers(z.boolean()).describe('true or false, or by the variant of each axis'),
  })
}

function invariants(model: Model, policies: PolicySet): z.ZodType {
  return invariantsGrammar({
    type: oneOf([...model.types.keys()]),
    rule: oneOf(policies.rules.map(({ id }) => id)),
    weakness: z.enum(WEAKNESSES),
    value: anyValue,
  })
}

import { z } from 'zod'
import {
  classifiedGrammar,
  condition,
  definitionsGrammar,
  documentGrammar,
  fieldChoice,
  principalsGrammar,
  ruleCommon,
  scopesGrammar,
} from '../../policy/parse/policy-grammar'
import { readPolicyFiles } from '../../policy/parse/read-policy-files'
import { oneOrMore } from '../../policy/parse/read-shape'
import { type PolicyFile } from '../../policy/parse/read-yaml'
import { EVERYONE, type PolicySet } from '../../policy/policy-set'
import { type Vocabulary } from '../../policy/vocabulary'
import { type Model } from '../../read/schema/model'
import { rowSituations, situationsGrammar } from '../matrix/situations'

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
    scenario: scenarios(policies, personas),
    case: cases(model, policies),
    invariants: invariants(policies),
  }
}

function scenarios({ types }: PolicySet, personas: readonly string[]): z.ZodType {
  const all = [...types.keys()]
  const rows = oneOrMore(z.string())
  // Keys name several types or rows at once, separated by commas: what they name is checked when they are loaded.
  const byType = (value: z.ZodType): z.ZodType =>
    z.record(z.string(), value).describe(`By type: ${all.join(', ')}`)
  const proof = {
    sees: byType(z.record(z.string(), oneOrMore(z.string()))).optional(),
    may: byType(z.record(z.string(), rows)).optional(),
    hides: byType(z.union([rows, z.record(z.string(), oneOrMore(z.string()))])).optional(),
  }
  const groups = {
    rows: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    fields: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  }
  const reported = z.strictObject({
    about: z.string(),
    principal: z.string().optional().describe('The row of the table'),
    as: oneOrMore(z.union([oneOf([...personas, 'nobody', 'everybody']), z.string()])).describe(
      'A persona, or several, or groups of words.yaml',
    ),
    ...groups,
    cells: z.record(z.string(), z.strictObject({ says: z.string(), ...proof })).optional(),
    besides: z.strictObject(proof).optional(),
  })
  const words = z.strictObject({
    clock: z.string(),
    principals: z.record(z.string(), z.string()),
    columns: z.record(z.string(), z.string()),
    personas: z.record(z.string(), oneOrMore(z.string())).optional(),
    ...groups,
  })
  return z.union([reported, z.strictObject({ scenarios: z.array(reported) }), words])
}

function cases(model: Model, policies: PolicySet): z.ZodType {
  const value = z.union([z.string(), z.number(), z.boolean(), z.null()])
  const id = z.union([z.int(), z.null()])
  const answers: z.ZodType = z.union([
    z.boolean(),
    z.record(
      z.string(),
      z.lazy(() => answers),
    ),
  ])
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
    return [name, z.record(z.string().regex(/^[1-9][0-9]*$/), optionalKeys(words, value))] as const
  })
  const reported = {
    principal: z.strictObject({
      user: id.optional(),
      organisation: id.optional(),
      membership: id.optional(),
      partner: id.optional(),
      accounting: z.boolean().optional(),
      token: z.boolean().optional(),
      role: z.union([z.string(), z.null()]).optional(),
      staff: z.union([z.string(), z.null()]).optional(),
      scopes: z.array(z.string()).optional(),
    }),
    world: z.strictObject(Object.fromEntries(world.map(([name, rows]) => [name, rows.optional()]))),
  }
  const variant = z.strictObject({
    principal: reported.principal.optional(),
    world: reported.world.optional(),
  })
  return z.strictObject({
    about: z.string(),
    clock: z.string(),
    ...reported,
    vary: z
      .record(z.string(), z.record(z.string(), variant))
      .optional()
      .describe('Axis: variant: what is different there. The case is asked for every choice of variants'),
    expect: z
      .array(
        z.strictObject({
          row: z
            .string()
            .regex(/^[A-Z][A-Za-z]*:[1-9][0-9]*$/)
            .describe('Invoice:1'),
          field: oneOf(fields).optional(),
          action: oneOf(actions).optional(),
          allowed: answers.describe('true or false, or by the variant of each axis'),
        }),
      )
      .min(1),
  })
}

function invariants(policies: PolicySet): z.ZodType {
  const variables = z.record(z.string(), z.string()).describe('Variable: type')
  const anything = z.unknown()
  return z.strictObject({
    assume: z.array(
      z.strictObject({
        id: z.string(),
        means: z.string(),
        each: variables.optional(),
        if: condition.optional(),
        some: variables.optional(),
        then: condition,
      }),
    ),
    invariants: z.array(
      z.strictObject({
        id: z.string(),
        says: z.string(),
        of: variables.optional(),
        when: condition.optional(),
        never: anything.optional(),
        but: anything.optional(),
        whoever: anything.optional(),
        also: anything.optional(),
        then: condition.optional(),
        change: anything.optional(),
        neverOpens: anything.optional(),
        neverCloses: anything.optional(),
      }),
    ),
    deliberate: z
      .array(
        z.strictObject({
          rule: oneOf(policies.rules.map(({ id }) => id)),
          is: z.enum(['dead', 'shadowed', 'redundant']),
          because: z.string(),
          condition: z.string().optional(),
        }),
      )
      .optional(),
  })
}

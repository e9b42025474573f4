import { z } from 'zod'
import type { PolicySet } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import { condition } from '../../policy/policy-grammar'
import { oneOrMore } from '../../policy/read-shape'
import { oneOf, optionalKeys } from './policy-schemas'

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
  const told = z.strictObject({
    about: z.string(),
    principal: z.string().optional().describe('The row of the table'),
    as: oneOrMore(oneOf([...personas, 'nobody'])).describe('A persona, or several'),
    ...groups,
    cells: z.record(z.string(), z.strictObject({ says: z.string(), ...proof })).optional(),
    besides: z.strictObject(proof).optional(),
  })
  const words = z.strictObject({
    clock: z.string(),
    principals: z.record(z.string(), z.string()),
    columns: z.record(z.string(), z.string()),
    ...groups,
  })
  return z.union([told, words])
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
  const told = {
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
  const variant = z.strictObject({ principal: told.principal.optional(), world: told.world.optional() })
  return z.strictObject({
    about: z.string(),
    clock: z.string(),
    ...told,
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

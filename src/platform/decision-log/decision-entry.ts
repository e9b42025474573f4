import { createHmac, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { type PathTree } from '../../policy/condition-paths'
import { type Row } from '../../policy/evaluate/match'

const id = z.object({ id: z.number().int() }).nullable()

/** The principal, by ids: enough to ask another policy the same question, without a name. */
const principal = z.object({
  user: id,
  organisation: id,
  membership: id,
  partner: id,
  role: z.string().nullable(),
  accounting: z.boolean(),
  scopes: z.array(z.string()),
  token: z.boolean(),
  staff: z.string().nullable(),
})

interface Tree {
  readonly attributes: readonly string[]
  readonly relations: Readonly<Record<string, Tree>>
}

/** The names of the facts that a decision depends on: a replay must read them again. */
const tree: z.ZodType<Tree> = z.lazy(() =>
  z.object({ attributes: z.array(z.string()), relations: z.record(z.string(), tree) }),
)

/** The decisions on one row that was requested by its id, or acted on by a mutation. */
const rowEntry = z.object({
  action: z.string(),
  /** `Invoice:17` */
  row: z.string().regex(/^[A-Za-z]+:\d+$/),
  field: z.string().optional(),
  allowed: z.boolean(),
  shown: z.array(z.string()).optional(),
  withheld: z.array(z.string()).optional(),
  /** Absent if the facts changed before they could be read. */
  facts: z.object({ print: z.string(), of: tree }).optional(),
})

/** One request: one line of the log. */
export const decisionEntry = z.object({
  version: z.literal(1),
  time: z.string(),
  correlationId: z.string(),
  principal,
  classes: z.array(z.string()),
  /** `query Invoices`, `mutation`; null if the document has no operation of that name. */
  operation: z.string().nullable(),
  /** SHA-256 of the printed document, independent of its layout. */
  document: z.string(),
  /** The version of the policies that decided. */
  policy: z.string(),
  /** For each coordinate, such as `Invoice.net`, how many cells were shown and withheld. The rows of lists are not recorded. */
  cells: z.record(z.string(), z.tuple([z.number().int(), z.number().int()])),
  rows: z.array(rowEntry),
})

export type DecisionEntry = z.infer<typeof decisionEntry>
export type RowEntry = z.infer<typeof rowEntry>

/** The number of requests that are missing here, because the log could not keep up. */
export const droppedEntry = z.object({ version: z.literal(1), time: z.string(), dropped: z.number().int() })

export type DroppedEntry = z.infer<typeof droppedEntry>

/** The key that facts are hashed with: derived from the secret of the installation, and used only for this. */
export function factHashKey(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'mandate decision log facts', 32))
}

/**
 * A keyed hash of those facts of a row that a tree of paths names. WHY keyed: a status or an amount has few values;
 * a reader of the log could try them all.
 */
export function factPrint(key: Buffer, row: Row | null, tree: Tree): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(picked(row, tree)))
    .digest('base64url')
    .slice(0, 22)
}

/** Paths in a fixed order, as data. */
export function treeOf({ attributes, relations }: PathTree): Tree {
  return {
    attributes: [...attributes].sort(),
    relations: Object.fromEntries([...relations].sort(byName).map(([name, inner]) => [name, treeOf(inner)])),
  }
}

export function pathsOf({ attributes, relations }: Tree): PathTree {
  return {
    attributes: new Set(attributes),
    relations: new Map(Object.entries(relations).map(([name, inner]) => [name, pathsOf(inner)])),
  }
}

/** The union of two trees. */
export function bothPaths(one: PathTree, other: PathTree): PathTree {
  const names = new Set([...one.relations.keys(), ...other.relations.keys()])
  const none: PathTree = { attributes: new Set(), relations: new Map() }
  return {
    attributes: new Set([...one.attributes, ...other.attributes]),
    relations: new Map(
      [...names].map((name) => [
        name,
        bothPaths(one.relations.get(name) ?? none, other.relations.get(name) ?? none),
      ]),
    ),
  }
}

function picked(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) {
    // INVARIANT: the order of rows does not change the hash.
    return value.map((one: unknown) => JSON.stringify(picked(one, tree))).sort()
  }
  if (typeof value !== 'object' || value === null) return null
  const row = value as Row
  return [
    tree.attributes.map((name) => row[name] ?? null),
    Object.entries(tree.relations).map(([name, inner]) => picked(row[name], inner)),
  ]
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}

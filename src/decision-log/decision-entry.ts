import { z } from 'zod'

const id = z.object({ id: z.number().int() }).nullable()

/** Who asked, by ids: enough to ask another policy the same, and no name. */
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

export interface Tree {
  readonly attributes: readonly string[]
  readonly relations: Readonly<Record<string, Tree>>
}

/** Which facts a decision rests on, by name: what must be looked at again. */
const tree: z.ZodType<Tree> = z.lazy(() =>
  z.object({ attributes: z.array(z.string()), relations: z.record(z.string(), tree) }),
)

/** What was decided about one row: asked for by its id, or acted on by a mutation. */
const rowEntry = z.object({
  action: z.string(),
  /** `Invoice:17` */
  row: z.string().regex(/^[A-Za-z]+:\d+$/),
  field: z.string().optional(),
  allowed: z.boolean(),
  shown: z.array(z.string()).optional(),
  withheld: z.array(z.string()).optional(),
  /** Absent where the facts had changed again before they could be looked at. */
  facts: z.object({ print: z.string(), of: tree }).optional(),
})

/** One request: one line of the log. */
export const decisionEntry = z.object({
  version: z.literal(1),
  time: z.string(),
  correlationId: z.string(),
  principal,
  classes: z.array(z.string()),
  /** `query Invoices`, `mutation`; null where there was none of that name. */
  operation: z.string().nullable(),
  /** SHA-256 of the document as it is printed: the same for the same document, whatever its layout. */
  document: z.string(),
  /** The version of the policies that decided. */
  policy: z.string(),
  /** `Invoice.net`: shown so often, withheld so often. Lists are counted; which rows they held is not kept. */
  cells: z.record(z.string(), z.tuple([z.number().int(), z.number().int()])),
  rows: z.array(rowEntry),
})

export type DecisionEntry = z.infer<typeof decisionEntry>
export type RowEntry = z.infer<typeof rowEntry>

/** Says that so many requests are missing here: the log could not keep up. */
export const droppedEntry = z.object({ version: z.literal(1), time: z.string(), dropped: z.number().int() })

export type DroppedEntry = z.infer<typeof droppedEntry>

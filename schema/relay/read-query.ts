import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query } from 'type-graphql'
import { type ReadContext } from '../../src/read/read-context'

/** A query that the engine plans and answers; nothing of it is left for a resolver to do. */
export type PlannedRead = (context: ReadContext, info: GraphQLResolveInfo) => Promise<unknown>

/** One row by its id, null where it may not be known: `@ReadOne(() => Invoice, 'One invoice.') invoice: PlannedRead`. */
export function ReadOne(type: TypeThunk, description: string): PropertyDecorator {
  return ReadQuery(type, { nullable: true, description, args: { id: { type: () => ID } } })
}

/** The rows that may be known, page by page: `@ReadList(() => InvoiceConnection, 'The invoices you may see.') invoices: PlannedRead`. */
export function ReadList(type: TypeThunk, description: string): PropertyDecorator {
  return ReadQuery(type, { description })
}

// type-graphql does not export the names of its types.
type TypeThunk = Parameters<typeof Query>[0]

interface ReadOptions {
  readonly description: string
  readonly nullable?: boolean | 'items'
  /** Arguments by their names, for the engine to read. */
  readonly args?: Readonly<Record<string, ReadArgument>>
}

interface ReadArgument {
  readonly type: TypeThunk
  readonly nullable?: boolean
  readonly description?: string
}

/**
 * Any other query that the engine answers. The decorator makes the method that type-graphql resolves: each one would be
 * `return context.read(info)`.
 */
export function ReadQuery(type: TypeThunk, { args = {}, ...options }: ReadOptions): PropertyDecorator {
  return (prototype, name) => {
    const read: PlannedRead = (context, info) => context.read(info)
    const descriptor = { value: read }
    Object.defineProperty(prototype, name, descriptor)
    Ctx()(prototype, name, 0)
    Info()(prototype, name, 1)
    Object.entries(args).forEach(([argument, { type: argumentType, ...more }], at) => {
      Arg(argument, argumentType, more)(prototype, name, at + 2)
    })
    Query(type, options)(prototype, name, descriptor)
  }
}

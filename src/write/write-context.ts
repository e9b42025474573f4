import type { GraphQLResolveInfo } from 'graphql'
import type { Operation } from './operation'
import type { Written } from './write-door'

/** The one door through which resolvers write. */
export interface WriteContext {
  write<Input extends object, Prepared>(
    info: GraphQLResolveInfo,
    operation: Operation<Input, Prepared>,
    input: Input,
  ): Promise<WriteAnswer>
}

/** What came of a mutation, and how its payload reads what it shows. */
export interface WriteAnswer extends Written {
  /** What a field of the payload answers: the rows it names as they are now, or a plain value. Null where nothing was done. */
  read(field: GraphQLResolveInfo): Promise<unknown>
}

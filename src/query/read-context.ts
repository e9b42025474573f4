import type { GraphQLResolveInfo } from 'graphql'

/** The one door through which resolvers read: the planned answer for the root field at hand. */
export interface ReadContext {
  read(info: GraphQLResolveInfo): Promise<unknown>
}

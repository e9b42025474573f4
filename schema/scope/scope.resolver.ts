import { Ctx, Extensions, Field, ObjectType, Query, Resolver } from 'type-graphql'
import { work } from '../../src/read/price-list'

/** Not a row: a line of the catalogue in `policies/scopes.yaml`. */
@ObjectType({ simpleResolvers: false, description: 'What an API token may be limited to.' })
class Scope {
  @Field(() => String, { description: 'As `createApiToken` takes it: `invoices:read`.' })
  name: string

  @Field(() => String, { description: 'What it opens, in one sentence.' })
  means: string
}

@Resolver()
export class ScopeResolver {
  @Extensions(work({}))
  @Query(() => [Scope], {
    description:
      'The scopes there are. A token has of its person’s rights what its scopes cover, and no more.',
  })
  scopes(@Ctx() { scopes }: ScopeContext): Scope[] {
    return scopes.map(({ name, means }) => Object.assign(new Scope(), { name, means }))
  }
}

/** What resolvers know of the catalogue of scopes. The server reads it out of the policies in force. */
interface ScopeContext {
  readonly scopes: readonly { readonly name: string; readonly means: string }[]
}

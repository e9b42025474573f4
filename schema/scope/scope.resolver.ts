import { Ctx, Extensions, Query, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { Scope } from './scope'
import type { ScopeContext } from './scope-context'

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

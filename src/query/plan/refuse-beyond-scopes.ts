import type { FieldNode, OperationDefinitionNode } from 'graphql'
import { collectFields } from 'graphql/execution/collectFields'
import type { Principal } from '../../policy/principal'
import type { TokenScope } from '../../policy/token-scope'
import type { AsksExtension } from '../asks'
import { readError } from '../read-error'
import { nameOf } from './plan-view'
import type { Planning } from './planning'

/**
 * Refuses a mutation that an API token has no scope for, before anything is done.
 * INVARIANT: a mutation that does not say what it asks of the policies is for no token. The policies refuse the action
 * once more where it is decided; this also closes what is decided elsewhere, such as sessions.
 * @throws FORBIDDEN
 */
export function refuseBeyondScopes(
  { schema, fragments, variables }: Pick<Planning, 'schema' | 'fragments' | 'variables'>,
  operation: OperationDefinitionNode,
  who: { readonly principal: Principal; readonly scopes: readonly TokenScope[] },
): void {
  const mutation = schema.getMutationType()
  if (!who.principal.token || mutation === undefined || mutation === null) return
  const roots: ReadonlyMap<string, readonly FieldNode[]> = collectFields(
    schema,
    fragments,
    variables,
    mutation,
    operation.selectionSet,
  )
  for (const nodes of roots.values()) {
    const name = nameOf(nodes)
    const field = mutation.getFields()[name]
    if (field === undefined) continue
    const opening = scopesFor(field.extensions, who.scopes)
    if (opening.some((scope) => who.principal.scopes.includes(scope))) continue
    const wanted = opening.map((scope) => `\`${scope}\``).join(' or ')
    throw readError(
      'FORBIDDEN',
      opening.length === 0
        ? `\`${name}\` is for people who are signed in, not for API tokens.`
        : `\`${name}\` takes an API token with the scope ${wanted}.`,
    )
  }
}

/** The scopes that cover what a mutation asks. */
function scopesFor(extensions: unknown, scopes: readonly TokenScope[]): readonly string[] {
  const { asks } = (extensions ?? {}) as Partial<AsksExtension> // mutations carry it
  if (asks === undefined) return []
  return scopes
    .filter(({ covers }) => covers.get(asks.type)?.includes(asks.action) === true)
    .map(({ name }) => name)
}

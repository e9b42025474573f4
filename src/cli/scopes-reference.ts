import type { TokenScope } from '../policy/token-scope'

/** docs/reference/scopes.md, from the catalogue of the policies. */
export function scopesReference(scopes: readonly TokenScope[]): string {
  const rows = scopes.map(({ name, means, covers }) => `| \`${name}\` | ${means} | ${coveredBy(covers)} |`)
  return [
    '# Scopes of API tokens',
    '',
    'Generated from `policies/scopes.yaml`. A token has of the rights of its person, as they are at that moment, what its',
    'scopes cover. What stands in no line is for no token. Parts (an invoice’s lines) go with what they are part of.',
    '',
    '| Scope | Means | Covers |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function coveredBy(covers: TokenScope['covers']): string {
  return [...covers].map(([type, actions]) => `${type}: ${actions.join(', ')}`).join('; ')
}

import type { CheckedDocument } from './check-document'
import { allOf, anyOf, type Condition, negate } from './condition'
import { kebabCase } from './names'
import type { PolicyRule, PrincipalClass } from './policy-set'

/** What `scopes.yaml` says of one action on one type; without a scope: it is for no token. */
export interface Covered {
  readonly type: string
  readonly action: string
  readonly scopes: readonly string[]
  readonly path: string
  readonly line: number
}

/**
 * Scopes as the rest of the engine knows rules: a class of the tokens that lack them, and what is forbidden to it.
 * WHY not a condition of each rule: nobody but tokens is in such a class, so for a session nothing changes, and for
 * a token without the scope a type is `never`, in every reader alike.
 */
export function scopeRules(
  covered: readonly Covered[],
  documents: readonly CheckedDocument[],
): { readonly classes: readonly PrincipalClass[]; readonly rules: readonly PolicyRule[] } {
  const classes = new Map<string, PrincipalClass>()
  const rules = covered.map((one): PolicyRule => {
    const principals = classOf(one)
    if (!classes.has(principals.name)) classes.set(principals.name, principals)
    const reads = one.action === 'read'
    return {
      id: `scope/${kebabCase(one.type)}.${one.action}`,
      effect: 'forbid',
      actions: [one.action],
      type: one.type,
      fields: reads ? fieldsOf(documents, one.type) : [],
      allFields: reads,
      classes: [principals.name],
      condition: { op: 'true' },
      because: sentenceOf(one),
      path: one.path,
      line: one.line,
    }
  })
  return { classes: [...classes.values()], rules }
}

function classOf({ scopes, path, line }: Covered): PrincipalClass {
  if (scopes.length === 0)
    return { name: 'any token', condition: isToken, means: 'An API token.', path, line }
  const names = scopes.join(', ')
  return {
    // WHY the space: no class of an author can be called so.
    name: `token without ${scopes.join(' or ')}`,
    condition: allOf([isToken, negate(anyOf(scopes.map(has)))]),
    means: `An API token that lacks ${scopes.length === 1 ? `the scope ${names}` : `all of the scopes ${names}`}.`,
    path,
    line,
  }
}

const isToken: Condition = {
  op: 'compare',
  operator: 'eq',
  left: { kind: 'slot', name: 'principal.token' },
  right: { kind: 'literal', value: true },
}

function has(scope: string): Condition {
  return {
    op: 'in',
    left: { kind: 'literal', value: scope },
    right: { kind: 'slot', name: 'principal.scopes' },
  }
}

function fieldsOf(documents: readonly CheckedDocument[], type: string): readonly string[] {
  const fields = documents.find(({ document }) => document.type === type)?.fields ?? []
  return [...fields, 'id']
}

function sentenceOf({ action, type, scopes }: Covered): string {
  if (scopes.length === 0)
    return `No API token may \`${action}\` ${type}: it takes a person who is signed in.`
  const wanted = scopes.map((scope) => `\`${scope}\``).join(' or ')
  return `An API token may \`${action}\` ${type} only with the scope ${wanted}.`
}

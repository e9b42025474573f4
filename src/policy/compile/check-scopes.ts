import { allOf, anyOf, type Condition, negate } from '../condition'
import { type DraftCover, type PolicyDraft } from '../parse/policy-draft'
import { type ReportPolicyError, suggestion } from '../parse/policy-error'
import { type YamlWord } from '../parse/read-yaml'
import { type PolicyRule, type PrincipalClass } from '../policy-set'
import { type TokenScope } from '../principal'
import { kebabCase } from '../vocabulary'
import { type CheckedDocument } from './check-document'

/** The catalogue of scopes, and what it comes to: classes of tokens and what is forbidden to them. */
interface CheckedScopes {
  readonly scopes: readonly TokenScope[]
  readonly classes: readonly PrincipalClass[]
  readonly rules: readonly PolicyRule[]
}

/**
 * The scopes of API tokens, every word checked against the documents.
 * INVARIANT: what may be read or done belongs to a scope or is said to be for no token. Whatever is forgotten is
 * reported, so nothing new is opened to tokens unless somebody decided it.
 */
export function checkScopes(
  draft: PolicyDraft,
  documents: readonly CheckedDocument[],
  report: ReportPolicyError,
): CheckedScopes {
  const [file, ...others] = draft.scopes
  if (file === undefined) return { scopes: [], classes: [], rules: [] }
  let whole = draft.whole && file.whole
  const counting: ReportPolicyError = (error) => {
    whole = false
    report(error)
  }
  const book = new Book(documents, counting)
  for (const { scopes } of others) for (const { name } of scopes) refuseSecondFile(name, counting)
  const { scopes } = file
  for (const { name, covers } of scopes) for (const cover of covers) book.note(cover, name.text)
  for (const cover of file.never) book.note(cover, null)
  // WHY only then: a word misspelt is one mistake, not two.
  if (whole) reportForgotten(draft, { documents, book }, report)
  const made = scopes.map(({ name, means, covers }) => ({
    name: name.text,
    means,
    covers: new Map(covers.map(({ type, actions }) => [type.text, actions.map((action) => action.text)])),
    path: name.place.path,
    line: name.place.line,
  }))
  return { scopes: made, ...scopeRules(book.covered(), documents) }
}

function refuseSecondFile(name: YamlWord, report: ReportPolicyError): void {
  const message = 'There is one catalogue of scopes, in one file.'
  report({ ...name.place, code: 'duplicate-scope', message })
}

/** What has been said of each type and action so far. */
class Book {
  private readonly entries = new Map<string, Covered>()
  private readonly documents: ReadonlyMap<string, CheckedDocument['document']>

  constructor(
    documents: readonly CheckedDocument[],
    private readonly report: ReportPolicyError,
  ) {
    this.documents = new Map(documents.map(({ document }) => [document.type, document]))
  }

  note({ type, actions }: DraftCover, scope: string | null): void {
    const document = this.documents.get(type.text)
    if (document === undefined) {
      const message = `There is no type \`${type.text}\` that policies decide.`
      this.report({
        ...type.place,
        code: 'unknown-type',
        message,
        ...suggestion(type.text, this.documents.keys()),
      })
      return
    }
    const possible = ['read', ...document.actions]
    for (const action of actions) {
      if (!possible.includes(action.text)) {
        const message = `${type.text} has no action \`${action.text}\`.`
        this.report({
          ...action.place,
          code: 'unknown-action',
          message,
          ...suggestion(action.text, possible),
        })
      } else if (action.text === 'read' && document.partOf !== undefined) {
        const message = `${type.text} is read with \`${document.partOf.ownerType}\`, of which it is a part.`
        this.report({ ...action.place, code: 'part-with-scope', message })
      } else this.enter({ type: type.text, action, scope })
    }
  }

  has(type: string, action: string): boolean {
    return this.entries.has(`${type}.${action}`)
  }

  covered(): readonly Covered[] {
    return [...this.entries.values()]
  }

  private enter(said: {
    readonly type: string
    readonly action: YamlWord
    readonly scope: string | null
  }): void {
    const { type, action, scope } = said
    const key = `${type}.${action.text}`
    const before = this.entries.get(key)
    const scopes = scope === null ? [] : [scope]
    if (before !== undefined && (scope === null || before.scopes.length === 0)) {
      const message = `\`${action.text}\` of ${type} belongs to a scope and is for no token at once.`
      this.report({ ...action.place, code: 'scope-and-never', message })
      return
    }
    const { path, line } = action.place
    this.entries.set(key, {
      ...(before ?? { type, action: action.text, path, line }),
      scopes: [...new Set([...(before?.scopes ?? []), ...scopes])].sort(),
    })
  }
}

interface Written {
  readonly documents: readonly CheckedDocument[]
  readonly book: Book
}

function reportForgotten(draft: PolicyDraft, { documents, book }: Written, report: ReportPolicyError): void {
  const parts = new Set(
    documents.flatMap(({ document }) => (document.partOf === undefined ? [] : [document.type])),
  )
  for (const { type, actions } of draft.documents) {
    const read: YamlWord = { text: 'read', place: type.place }
    for (const { text, place } of [...(parts.has(type.text) ? [] : [read]), ...actions]) {
      if (!documents.some(({ document }) => document.type === type.text) || book.has(type.text, text))
        continue
      const message = `No scope covers \`${text}\` of ${type.text}, and it is not said to be for no token.`
      const help = 'name it in `scopes.yaml`: under a scope, or under `neverForTokens`'
      report({ ...place, code: 'without-scope', message, suggestion: help })
    }
  }
}

/** What `scopes.yaml` says of one action on one type; without a scope: it is for no token. */
interface Covered {
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
function scopeRules(
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

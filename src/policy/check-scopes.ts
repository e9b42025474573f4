import type { CheckedDocument } from './check-document'
import type { DraftCover, PolicyDraft } from './policy-draft'
import type { Report } from './policy-error'
import type { PolicyRule, PrincipalClass } from './policy-set'
import { type Covered, scopeRules } from './scope-rules'
import { suggestion } from './suggest'
import type { TokenScope } from './token-scope'
import type { Word } from './yaml-shape'

/** The catalogue of scopes, and what it comes to: classes of tokens and what is forbidden to them. */
export interface CheckedScopes {
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
  report: Report,
): CheckedScopes {
  const [file, ...others] = draft.scopes
  if (file === undefined) return { scopes: [], classes: [], rules: [] }
  let whole = draft.whole && file.whole
  const counting: Report = (error) => {
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

function refuseSecondFile(name: Word, report: Report): void {
  const message = 'There is one catalogue of scopes, in one file.'
  report({ ...name.place, code: 'duplicate-scope', message })
}

/** What has been said of each type and action so far. */
class Book {
  private readonly entries = new Map<string, Covered>()
  private readonly documents: ReadonlyMap<string, CheckedDocument['document']>

  constructor(
    documents: readonly CheckedDocument[],
    private readonly report: Report,
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

  private enter(said: { readonly type: string; readonly action: Word; readonly scope: string | null }): void {
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

function reportForgotten(draft: PolicyDraft, { documents, book }: Written, report: Report): void {
  const parts = new Set(
    documents.flatMap(({ document }) => (document.partOf === undefined ? [] : [document.type])),
  )
  for (const { type, actions } of draft.documents) {
    const read: Word = { text: 'read', place: type.place }
    for (const { text, place } of [...(parts.has(type.text) ? [] : [read]), ...actions]) {
      if (!documents.some(({ document }) => document.type === type.text) || book.has(type.text, text))
        continue
      const message = `No scope covers \`${text}\` of ${type.text}, and it is not said to be for no token.`
      const help = 'name it in `scopes.yaml`: under a scope, or under `neverForTokens`'
      report({ ...place, code: 'without-scope', message, suggestion: help })
    }
  }
}

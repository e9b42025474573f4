import type { Scope } from './cel-scope'
import { compileCondition } from './compile-condition'
import { isGoodName } from './names'
import { parseCel } from './parse-cel'
import type { DraftClass } from './policy-draft'
import type { Report } from './policy-error'
import type { PrincipalClass } from './policy-set'
import type { Vocabulary } from './vocabulary'

/** The classes of principals, each condition checked: it may speak of `principal` and `now` alone. */
export function checkClasses(
  drafts: readonly DraftClass[],
  vocabulary: Vocabulary,
  report: Report,
): readonly PrincipalClass[] {
  const classes = new Map<string, PrincipalClass>()
  for (const draft of drafts) {
    const name = draft.name.text
    if (!isGoodName(draft.name, 'a class', report)) continue
    if (classes.has(name)) {
      report({ ...draft.name.place, code: 'duplicate-class', message: `There are two classes \`${name}\`.` })
      continue
    }
    if (draft.when === null) continue
    const ast = parseCel(draft.when, report)
    const scope: Scope = {
      vocabulary,
      report,
      source: draft.when,
      rows: new Map(),
      facts: new Map(),
      definitions: new Map(),
      taken: new Set(),
      knows: 'principal',
    }
    const condition = ast === null ? null : compileCondition(ast, scope)
    if (condition === null) continue
    const { path, line } = draft.name.place
    classes.set(name, { name, condition, means: draft.means, path, line })
  }
  return [...classes.values()].sort((left, right) => (left.name < right.name ? -1 : 1))
}

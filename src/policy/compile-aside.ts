import type { NamedCondition } from './cel-scope'
import { checkDefinitions } from './check-definitions'
import { compileCondition } from './compile-condition'
import type { Condition } from './condition'
import { parseCel } from './parse-cel'
import type { Report } from './policy-error'
import { readPolicyFiles } from './read-policy-files'
import type { PolicyFile } from './read-yaml'
import type { Vocabulary } from './vocabulary'
import type { Expression } from './yaml-shape'

/** Compiles a condition about a row of a type, or with null about the principal alone; null where it is mistaken. */
export type CompileAside = (type: string | null, when: Expression) => Condition | null

/**
 * For conditions that stand beside the policies and speak their language: definitions may be called, and the facts of
 * the type's document named. @param files policies that load.
 */
export function compileAside(
  files: readonly PolicyFile[],
  vocabulary: Vocabulary,
  report: Report,
): CompileAside {
  const draft = readPolicyFiles(files, report)
  const definitions = checkDefinitions(draft.definitions, vocabulary, report)
  return (type, when) => {
    const ast = parseCel(when, report)
    if (ast === null) return null
    const words = type === null ? undefined : vocabulary.types.get(type)
    const facts = draft.documents
      .filter((document) => document.type.text === type)
      .flatMap((document) => document.facts)
      .map(({ name, when: source }): [string, NamedCondition] => [
        name.text,
        { name: name.text, source, ast: parseCel(source, report) },
      ])
    return compileCondition(ast, {
      vocabulary,
      report,
      source: when,
      rows: new Map(
        words === undefined ? [] : [[words.variable, { type: words.name, of: 'row', steps: [] }]],
      ),
      facts: new Map(facts),
      definitions,
      taken: new Set(['row']),
      knows: type === null ? 'principal' : 'rows',
    })
  }
}

/** The definitions of these files, by name, with the type each is asked of. */
export function definedNames(files: readonly PolicyFile[]): ReadonlyMap<string, string> {
  const { definitions } = readPolicyFiles(files, () => undefined)
  return new Map(definitions.map(({ name, type }) => [name.text, type.text]))
}

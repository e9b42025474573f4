import { namesIn } from './cel-names'
import type { Definition, NamedCondition, Scope } from './cel-scope'
import { compileCondition } from './compile-condition'
import { findCycles } from './find-cycles'
import { isGoodName } from './names'
import { parseCel } from './parse-cel'
import type { DraftDefinition } from './policy-draft'
import type { Report } from './policy-error'
import { suggestion } from './suggest'
import type { Vocabulary } from './vocabulary'
import type { Word } from './yaml-shape'

/** The definitions by name, each checked on its own, before anything calls it. */
export function checkDefinitions(
  drafts: readonly DraftDefinition[],
  vocabulary: Vocabulary,
  report: Report,
): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>()
  const names = new Map<string, Word>()
  for (const draft of drafts) {
    const name = draft.name.text
    const { parameter, type, when } = draft
    const good = [isGoodName(draft.name, 'a definition', report), isGoodName(parameter, 'a row', report)]
    if (definitions.has(name)) {
      report({
        ...draft.name.place,
        code: 'duplicate-definition',
        message: `There are two definitions \`${name}\`.`,
      })
      continue
    }
    const known = vocabulary.types.has(type.text)
    if (!known) {
      const message = `There is no type \`${type.text}\`.`
      report({
        ...type.place,
        code: 'unknown-type',
        message,
        ...suggestion(type.text, vocabulary.types.keys()),
      })
    }
    const ast = parseCel(when, report)
    const usable = known && good.every(Boolean)
    names.set(name, draft.name)
    definitions.set(name, {
      name,
      parameter: parameter.text,
      type: type.text,
      source: when,
      ast: usable ? ast : null,
    })
  }
  const whole = withoutCycles(definitions, names, report)
  for (const definition of whole.values())
    compileAlone(definition, { vocabulary, definitions: whole, report })
  return whole
}

/** The same conditions, those that refer to themselves in a round reported and made unusable. */
export function withoutCycles<T extends NamedCondition>(
  conditions: ReadonlyMap<string, T>,
  names: ReadonlyMap<string, Word>,
  report: Report,
): ReadonlyMap<string, T> {
  const references = new Map<string, readonly string[]>()
  for (const { name, ast } of conditions.values()) {
    references.set(name, ast === null ? [] : [...namesIn(ast)].filter((other) => conditions.has(other)))
  }
  const broken = new Set<string>()
  for (const round of findCycles(references)) {
    for (const name of round) broken.add(name)
    const place = names.get(round[0] ?? '')?.place
    const message = `\`${round.join('` → `')}\`: a condition cannot rest on itself.`
    if (place !== undefined) report({ ...place, code: 'cycle', message })
  }
  const entries = [...conditions].map(([name, one]): [string, T] => [
    name,
    broken.has(name) ? { ...one, ast: null } : one,
  ])
  return new Map(entries)
}

function compileAlone(
  definition: Definition,
  world: Pick<Scope, 'vocabulary' | 'definitions' | 'report'>,
): void {
  if (definition.ast === null) return
  compileCondition(definition.ast, {
    ...world,
    source: definition.source,
    rows: new Map([[definition.parameter, { type: definition.type, of: 'row', steps: [] }]]),
    facts: new Map(),
    taken: new Set(['row']),
    knows: 'rows',
  })
}

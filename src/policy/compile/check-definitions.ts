import { type ASTNode } from '@marcbachmann/cel-js'
import { type Condition } from '../condition'
import { parseCel } from '../parse/parse-cel'
import { type DraftClass, type DraftDefinition } from '../parse/policy-draft'
import { type ReportPolicyError, suggestion } from '../parse/policy-error'
import { readPolicyFiles } from '../parse/read-policy-files'
import { type Expression, type PolicyFile, type YamlWord } from '../parse/read-yaml'
import { type PrincipalClass } from '../policy-set'
import { isGoodName, type Vocabulary } from '../vocabulary'
import { type Definition, type NamedCondition, type NameScope } from './cel-path'
import { compileCondition } from './compile-condition'

/** The definitions by name, each checked on its own, before anything calls it. */
export function checkDefinitions(
  drafts: readonly DraftDefinition[],
  vocabulary: Vocabulary,
  report: ReportPolicyError,
): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>()
  const names = new Map<string, YamlWord>()
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

/** The same conditions. Those that refer to themselves in a cycle are reported and made unusable. */
export function withoutCycles<T extends NamedCondition>(
  conditions: ReadonlyMap<string, T>,
  names: ReadonlyMap<string, YamlWord>,
  report: ReportPolicyError,
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
  world: Pick<NameScope, 'vocabulary' | 'definitions' | 'report'>,
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

/** The classes of principals, each condition checked: it may use `principal` and `now` alone. */
export function checkClasses(
  drafts: readonly DraftClass[],
  vocabulary: Vocabulary,
  report: ReportPolicyError,
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
    const scope: NameScope = {
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

/** Every name a condition uses alone or calls: what it may refer to among facts and definitions. */
function namesIn(node: ASTNode): ReadonlySet<string> {
  const names = new Set<string>()
  collect(node, names)
  return names
}

function collect(node: ASTNode, names: Set<string>): void {
  if (node.op === 'id') names.add(node.args)
  if (node.op === 'call') names.add(node.args[0])
  for (const child of childrenOf(node)) collect(child, names)
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}

/** Each cycle of references once, from its first member in the alphabet. */
export function findCycles(
  references: ReadonlyMap<string, readonly string[]>,
): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = []
  for (const start of [...references.keys()].sort()) {
    const cycle = cycleFrom(start, references)
    if (cycle !== null && cycle.every((name) => name >= start)) cycles.push(cycle)
  }
  return cycles
}

/** The shortest way from a name back to itself, its start at both ends. */
function cycleFrom(
  start: string,
  references: ReadonlyMap<string, readonly string[]>,
): readonly string[] | null {
  const seen = new Set<string>()
  let ways: (readonly string[])[] = [[start]]
  while (ways.length > 0) {
    const longer: (readonly string[])[] = []
    for (const way of ways) {
      for (const next of references.get(way.at(-1) ?? start) ?? []) {
        if (next === start) return [...way, start]
        if (seen.has(next)) continue
        seen.add(next)
        longer.push([...way, next])
      }
    }
    ways = longer
  }
  return null
}

/** Compiles a condition about a row of a type, or with null about the principal alone; null where it is mistaken. */
export type CompileAside = (type: string | null, when: Expression) => Condition | null

/**
 * For conditions beside the policies, in their language. They may call definitions and use the facts of
 * the type's document named. @param files policies that load.
 */
export function compileAside(
  files: readonly PolicyFile[],
  vocabulary: Vocabulary,
  report: ReportPolicyError,
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

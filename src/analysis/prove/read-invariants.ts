import { type Definition, type NameScope } from '../../policy/compile/cel-path'
import { checkDefinitions } from '../../policy/compile/check-definitions'
import { compileCondition } from '../../policy/compile/compile-condition'
import { type Condition, TRUE } from '../../policy/condition'
import { parseCel } from '../../policy/parse/parse-cel'
import { inReadingOrder, type PolicyError, PolicyErrors, suggestion } from '../../policy/parse/policy-error'
import { readPolicyFiles } from '../../policy/parse/read-policy-files'
import { listed, readable, readShape } from '../../policy/parse/read-shape'
import {
  type Expression,
  type PolicyFile,
  readYaml,
  type YamlWord,
  type YamlFile,
} from '../../policy/parse/read-yaml'
import { type PolicySet } from '../../policy/policy-set'
import { type Model } from '../../read/schema/model'
import { type Assumption } from '../solver/solver'
import {
  type Cell,
  type Coordinate,
  type Deliberate,
  type Invariant,
  type InvariantFile,
  isAnything,
  readCells,
  readChange,
  readCoordinates,
  sameQuestion,
  WEAKNESSES,
} from './invariant'
import {
  anyAssumptions,
  anyInvariants,
  type PlacedAssumption,
  type PlacedDeliberate,
  type PlacedInvariant,
  type PlacedVariables,
} from './invariant-grammar'

/** What the file is read against. */
export interface InvariantWords {
  readonly model: Model
  readonly policies: PolicySet
  /** The policy files themselves: their definitions may be called. */
  readonly files: readonly PolicyFile[]
}

/** The invariants of a file, every word checked. @throws PolicyErrors with every mistake. */
export function readInvariants(file: PolicyFile, words: InvariantWords): InvariantFile {
  return reading(file, words, (around) => {
    const {
      assume = [],
      invariants = [],
      deliberate = [],
    } = readShape(around.file, anyInvariants)?.parts ?? {}
    return {
      assumptions: assume.flatMap((one) => assumptionOf(one, around) ?? []),
      invariants: invariants.flatMap((one) => invariantOf(one, around) ?? []),
      deliberate: deliberate.flatMap((one) => deliberateOf(one, around) ?? []),
    }
  })
}

/** The assumptions of the file alone: its invariants may name rules that these policies lack. @throws PolicyErrors */
export function readAssumptions(file: PolicyFile, words: InvariantWords): readonly Assumption[] {
  return reading(file, words, (around) => {
    const { assume = [] } = readShape(around.file, anyAssumptions)?.parts ?? {}
    return assume.flatMap((one) => assumptionOf(one, around) ?? [])
  })
}

function reading<R>(file: PolicyFile, words: InvariantWords, read: (around: InvariantReading) => R): R {
  const errors: PolicyError[] = []
  const yaml = readYaml(file, (error) => void errors.push(error))
  if (yaml === null) throw new PolicyErrors(errors)
  const found = read({ file: yaml, definitions: definitionsOf(words), ids: new Set(), ...words })
  if (errors.length > 0) throw new PolicyErrors(inReadingOrder(errors))
  return found
}

export interface InvariantReading extends InvariantWords {
  readonly file: YamlFile
  readonly definitions: ReadonlyMap<string, Definition>
  /** Those of assumptions and invariants that were read so far. */
  readonly ids: Set<string>
}

function definitionsOf({ files, model }: InvariantWords): ReadonlyMap<string, Definition> {
  // INVARIANT: the policies have been loaded; whatever is wrong with them has stopped that.
  const silent = (): void => undefined
  return checkDefinitions(readPolicyFiles(files, silent).definitions, model, silent)
}

function assumptionOf(said: PlacedAssumption, around: InvariantReading): Assumption | null {
  const { id, means } = said
  checkId(id, around)
  const each = variablesIn(said.each, around)
  const some = variablesIn(said.some, around)
  const condition = conditionIn(said.if, { around, rows: rowsOf(each) })
  const then = conditionIn(said.then, { around, rows: rowsOf(new Map([...each, ...some])) })
  if (condition === null || then === null) return null
  return { id: id.text, means: means.text, each, if: condition, some, then, ...at(id) }
}

function invariantOf(said: PlacedInvariant, around: InvariantReading): Invariant | null {
  const { id, says, never, but, whoever, also, change, neverOpens, neverCloses } = said
  checkId(id, around)
  const of = variablesIn(said.of, around)
  const rows = rowsOf(of, 'row')
  const when = conditionIn(said.when, { around, rows })
  // WHY: the mistake has been reported; what follows from it would only confuse.
  if (when === null || (said.of !== undefined && of.size === 0)) return null
  const common = { id: id.text, says: says.text, of, when, ...at(id) }
  const cells = (words: Words | undefined): readonly Cell[] => readCells(listed(words ?? []), rows, around)
  const coordinates = (words: Words | undefined): readonly Coordinate[] =>
    readCoordinates(listed(words ?? []), around)
  const without = <One extends Coordinate>(
    all: readonly One[],
    less: readonly Coordinate[],
  ): readonly One[] => all.filter((one) => !less.some(({ question }) => sameQuestion(question, one.question)))
  if (isAnything(never)) return { ...common, kind: 'nothing', except: coordinates(but) }
  if (of.size > 0 && never !== undefined) {
    return { ...common, kind: 'never', cells: without(cells(never), cells(but)) }
  }
  if (of.size > 0 && whoever !== undefined && also !== undefined) {
    return { ...common, kind: 'whoever', cells: cells(whoever), also: cells(also) }
  }
  if (of.size > 0 && whoever !== undefined && said.then !== undefined) {
    const then = conditionIn(said.then, { around, rows })
    return then === null ? null : { ...common, kind: 'only', cells: cells(whoever), then }
  }
  const closed = neverOpens ?? neverCloses
  if (closed !== undefined && change !== undefined) {
    const changed = readChange(change, rows, around)
    if (changed === null) return null
    const within = isAnything(closed) ? null : coordinates(closed)
    const direction = neverOpens === undefined ? 'closes' : 'opens'
    return { ...common, kind: 'change', change: changed, never: direction, within, except: coordinates(but) }
  }
  const message =
    'An invariant says `never`, `whoever` with `also` or `then`, or `change` with `neverOpens` or `neverCloses`.'
  around.file.report({ ...id.place, code: 'missing-key', message })
  return null
}

function deliberateOf(
  { rule, is, because, condition }: PlacedDeliberate,
  { file, policies }: InvariantReading,
): Deliberate | null {
  const rules = policies.rules.map(({ id }) => id)
  if (!rules.includes(rule.text)) {
    const message = `There is no rule \`${rule.text}\`.`
    file.report({ ...rule.place, code: 'unknown-name', message, ...suggestion(rule.text, rules) })
    return null
  }
  const weakness = WEAKNESSES.find((one) => one === is.text)
  if (weakness === undefined) {
    const message = `A rule is weak by being \`dead\`, \`shadowed\` or \`redundant\`, not \`${is.text}\`.`
    file.report({ ...is.place, code: 'unknown-value', message, ...suggestion(is.text, WEAKNESSES) })
    return null
  }
  return {
    rule: rule.text,
    is: weakness,
    condition: condition?.text ?? null,
    because: because.text,
    ...at(rule),
  }
}

type Words = YamlWord | readonly YamlWord[]

function at({ place }: YamlWord): { readonly path: string; readonly line: number } {
  return { path: place.path, line: place.line }
}

function checkId(id: YamlWord, { file, ids }: InvariantReading): void {
  if (ids.has(id.text))
    file.report({ ...id.place, code: 'duplicate-rule', message: `\`${id.text}\` stands here twice.` })
  ids.add(id.text)
}

/** `{ invoice: Invoice }`; none where the key is not there. */
function variablesIn(
  said: PlacedVariables | undefined,
  { file, model }: InvariantReading,
): ReadonlyMap<string, string> {
  const variables = new Map<string, string>()
  for (const { name, value: type } of readable(said ?? [])) {
    if (model.types.has(type.text)) variables.set(name.text, type.text)
    else {
      const message = `There is no type \`${type.text}\`.`
      const help = suggestion(type.text, model.types.keys())
      file.report({ ...type.place, code: 'unknown-type', message, ...help })
    }
  }
  return variables
}

/** What conditions call the rows. @param first what the compiled condition calls the first of them */
function rowsOf(variables: ReadonlyMap<string, string>, first?: string): NameScope['rows'] {
  return new Map(
    [...variables].map(([name, type], index) => [
      name,
      { type, of: index === 0 && first !== undefined ? first : name, steps: [] },
    ]),
  )
}

/** The condition of a text; TRUE where there is none, null where it is mistaken. */
function conditionIn(
  source: Expression | undefined,
  { around, rows }: { readonly around: InvariantReading; readonly rows: NameScope['rows'] },
): Condition | null {
  const { file, model, definitions } = around
  if (source === undefined) return TRUE
  const ast = parseCel(source, file.report)
  if (ast === null) return null
  return compileCondition(ast, {
    vocabulary: model,
    report: file.report,
    source,
    rows,
    facts: new Map(),
    definitions,
    taken: new Set([...rows.values()].map(({ of }) => of)),
    knows: 'rows',
  })
}

import { type Node } from 'yaml'
import { type Definition, type NameScope } from '../../policy/compile/cel-path'
import { checkDefinitions } from '../../policy/compile/check-definitions'
import { compileCondition } from '../../policy/compile/compile-condition'
import { type Condition, TRUE } from '../../policy/condition'
import { parseCel } from '../../policy/parse/parse-cel'
import { type PolicyError, PolicyErrors, suggestion } from '../../policy/parse/policy-error'
import { readPolicyFiles } from '../../policy/parse/read-policy-files'
import {
  type Mapping,
  placeOf,
  type PolicyFile,
  readExpression,
  readFreeMapping,
  readMapping,
  readWord,
  readWordOrWords,
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
  type Weakness,
} from './invariant'

/** What the file is read against. */
export interface InvariantWords {
  readonly model: Model
  readonly policies: PolicySet
  /** The policy files themselves: their definitions may be called. */
  readonly files: readonly PolicyFile[]
}

/** The invariants of a file, every word checked. @throws PolicyErrors with every mistake. */
export function readInvariants(file: PolicyFile, words: InvariantWords): InvariantFile {
  const errors: PolicyError[] = []
  const { mapping, reading } = opened(file, words, errors)
  const assumptions = assumptionsIn(mapping, reading)
  const invariants = entriesOf(mapping, 'invariants', reading.file).flatMap(
    (node) => invariantOf(node, reading) ?? [],
  )
  const deliberate = entriesOf(mapping, 'deliberate', reading.file).flatMap(
    (node) => deliberateOf(node, reading) ?? [],
  )
  if (errors.length > 0) throw new PolicyErrors(errors)
  return { assumptions, invariants, deliberate }
}

/** The assumptions of the file alone: its invariants may name rules that these policies lack. @throws PolicyErrors */
export function readAssumptions(file: PolicyFile, words: InvariantWords): readonly Assumption[] {
  const errors: PolicyError[] = []
  const { mapping, reading } = opened(file, words, errors)
  const assumptions = assumptionsIn(mapping, reading)
  if (errors.length > 0) throw new PolicyErrors(errors)
  return assumptions
}

function opened(
  file: PolicyFile,
  words: InvariantWords,
  errors: PolicyError[],
): { readonly mapping: Mapping; readonly reading: InvariantReading } {
  const yaml = readYaml(file, (error) => void errors.push(error))
  const keys = {
    what: 'The file of invariants',
    required: ['assume', 'invariants'],
    optional: ['deliberate'],
  }
  const mapping = yaml === null ? null : readMapping(yaml.root, keys, yaml)
  if (yaml === null || mapping === null) throw new PolicyErrors(errors)
  return { mapping, reading: { file: yaml, definitions: definitionsOf(words), ids: new Set(), ...words } }
}

function assumptionsIn(mapping: Mapping, reading: InvariantReading): readonly Assumption[] {
  return entriesOf(mapping, 'assume', reading.file).flatMap((node) => assumptionOf(node, reading) ?? [])
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

function entriesOf(mapping: Mapping, key: string, file: YamlFile): readonly Node[] {
  const node = mapping.value(key)
  if (node === undefined) return []
  // WHY: the items of a parsed sequence are nodes; yaml types them as unknown.
  if ('items' in node && node.items.length > 0) return node.items as readonly Node[]
  file.report({ ...placeOf(node, file), code: 'empty-list', message: `\`${key}\` is a list, not empty.` })
  return []
}

function assumptionOf(node: Node, reading: InvariantReading): Assumption | null {
  const { file } = reading
  const keys = { what: 'An assumption', required: ['id', 'means', 'then'], optional: ['each', 'if', 'some'] }
  const mapping = readMapping(node, keys, file)
  const id = idAt(mapping, reading)
  const means = textAt(mapping, 'means', file)
  if (mapping === null || id === null || means === null) return null
  const each = variablesAt(mapping, 'each', reading)
  const some = variablesAt(mapping, 'some', reading)
  const all = new Map([...each, ...some])
  const condition = conditionAt(mapping, 'if', { reading, rows: rowsOf(each) })
  const then = conditionAt(mapping, 'then', { reading, rows: rowsOf(all) })
  if (condition === null || then === null) return null
  return { id: id.text, means: means.text, each, if: condition, some, then, ...at(id) }
}

function invariantOf(node: Node, reading: InvariantReading): Invariant | null {
  const { file } = reading
  const optional = [
    'of',
    'when',
    'never',
    'but',
    'whoever',
    'also',
    'then',
    'change',
    'neverOpens',
    'neverCloses',
  ]
  const mapping = readMapping(node, { what: 'An invariant', required: ['id', 'says'], optional }, file)
  const id = idAt(mapping, reading)
  const says = textAt(mapping, 'says', file)
  if (mapping === null || id === null || says === null) return null
  const of = variablesAt(mapping, 'of', reading)
  const rows = rowsOf(of, 'row')
  const when = conditionAt(mapping, 'when', { reading, rows })
  // WHY: the mistake has been reported; what follows from it would only confuse.
  if (when === null || (mapping.value('of') !== undefined && of.size === 0)) return null
  const common = { id: id.text, says: says.text, of, when, ...at(id) }
  const cells = (key: string): readonly Cell[] => readCells(mapping.value(key), rows, reading)
  const coordinates = (key: string): readonly Coordinate[] => readCoordinates(mapping.value(key), reading)
  const has = (key: string): boolean => mapping.value(key) !== undefined
  const without = <One extends Coordinate>(all: readonly One[], but: readonly Coordinate[]): readonly One[] =>
    all.filter((one) => !but.some(({ question }) => sameQuestion(question, one.question)))
  if (isAnything(mapping.value('never'))) return { ...common, kind: 'nothing', except: coordinates('but') }
  if (of.size > 0 && has('never')) {
    return { ...common, kind: 'never', cells: without(cells('never'), has('but') ? cells('but') : []) }
  }
  if (of.size > 0 && has('whoever') && has('also')) {
    return { ...common, kind: 'whoever', cells: cells('whoever'), also: cells('also') }
  }
  if (of.size > 0 && has('whoever') && has('then')) {
    const then = conditionAt(mapping, 'then', { reading, rows })
    return then === null ? null : { ...common, kind: 'only', cells: cells('whoever'), then }
  }
  const key = has('neverOpens') ? 'neverOpens' : has('neverCloses') ? 'neverCloses' : null
  if (key !== null && has('change')) {
    const change = readChange(mapping.value('change'), rows, reading)
    if (change === null) return null
    const within = isAnything(mapping.value(key)) ? null : coordinates(key)
    const never = key === 'neverOpens' ? 'opens' : 'closes'
    return { ...common, kind: 'change', change, never, within, except: coordinates('but') }
  }
  const message =
    'An invariant says `never`, `whoever` with `also` or `then`, or `change` with `neverOpens` or `neverCloses`.'
  file.report({ ...id.place, code: 'missing-key', message })
  return null
}

function deliberateOf(node: Node, { file, policies }: InvariantReading): Deliberate | null {
  const keys = { what: 'A deliberate weakness', required: ['rule', 'is', 'because'], optional: ['condition'] }
  const mapping = readMapping(node, keys, file)
  const rule = textAt(mapping, 'rule', file)
  const is = textAt(mapping, 'is', file)
  const because = textAt(mapping, 'because', file)
  if (mapping === null || rule === null || is === null || because === null) return null
  const rules = policies.rules.map(({ id }) => id)
  if (!rules.includes(rule.text)) {
    const message = `There is no rule \`${rule.text}\`.`
    file.report({ ...rule.place, code: 'unknown-name', message, ...suggestion(rule.text, rules) })
    return null
  }
  const weaknesses: readonly Weakness[] = ['dead', 'shadowed', 'redundant']
  const weakness = weaknesses.find((one) => one === is.text)
  if (weakness === undefined) {
    const message = `A rule is weak by being \`dead\`, \`shadowed\` or \`redundant\`, not \`${is.text}\`.`
    file.report({ ...is.place, code: 'unknown-value', message, ...suggestion(is.text, weaknesses) })
    return null
  }
  const condition = mapping.value('condition') === undefined ? null : textAt(mapping, 'condition', file)
  return {
    rule: rule.text,
    is: weakness,
    condition: condition?.text ?? null,
    because: because.text,
    ...at(rule),
  }
}

function at({ place }: YamlWord): { readonly path: string; readonly line: number } {
  return { path: place.path, line: place.line }
}

function idAt(mapping: Mapping | null, { file, ids }: InvariantReading): YamlWord | null {
  const id = textAt(mapping, 'id', file)
  if (id !== null && ids.has(id.text))
    file.report({ ...id.place, code: 'duplicate-rule', message: `\`${id.text}\` stands here twice.` })
  if (id !== null) ids.add(id.text)
  return id
}

function textAt(mapping: Mapping | null, key: string, file: YamlFile): YamlWord | null {
  const node = mapping?.value(key)
  return node === undefined ? null : readWord(node, `\`${key}\``, file)
}

/** `{ invoice: Invoice }`; none where the key is not there. */
function variablesAt(
  mapping: Mapping,
  key: string,
  { file, model }: InvariantReading,
): ReadonlyMap<string, string> {
  const node = mapping.value(key)
  const names = node === undefined ? null : readFreeMapping(node, `\`${key}\``, file)
  const variables = new Map<string, string>()
  if (names?.keys.length === 0)
    file.report({ ...names.place, code: 'empty-list', message: `\`${key}\` names no row.` })
  for (const name of names?.keys ?? []) {
    const value = names?.value(name.text)
    const [type] =
      value === undefined ? [] : (readWordOrWords(value, `The type of \`${name.text}\``, file) ?? [])
    if (type === undefined) continue
    if (model.types.has(type.text)) variables.set(name.text, type.text)
    else {
      const message = `There is no type \`${type.text}\`.`
      file.report({
        ...type.place,
        code: 'unknown-type',
        message,
        ...suggestion(type.text, model.types.keys()),
      })
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

/** The condition at a key; TRUE where there is none, null where it is mistaken. */
function conditionAt(
  mapping: Mapping,
  key: string,
  { reading, rows }: { readonly reading: InvariantReading; readonly rows: NameScope['rows'] },
): Condition | null {
  const { file, model, definitions } = reading
  const node = mapping.value(key)
  if (node === undefined) return TRUE
  const source = readExpression(node, `\`${key}\``, file)
  const ast = source === null ? null : parseCel(source, file.report)
  if (source === null || ast === null) return null
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

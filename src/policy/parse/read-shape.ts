import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml'
import { z } from 'zod'
import { type SourcePosition, type PolicyErrorCode, suggestion } from './policy-error'
import { type Expression, placeOf, sourcePositions, type YamlFile, type YamlWord } from './read-yaml'

/** What a schema reads, every text with its place. A record is the list of its entries, in the order of the file. */
export type Placed<T> = T extends string
  ? PlacedText
  : T extends readonly (infer E)[]
    ? readonly Placed<E>[]
    : string extends keyof T
      ? readonly Entry<Placed<T[keyof T]>>[]
      : { readonly [K in keyof T]: Placed<T[K]> } & { readonly place: SourcePosition }

/** A text of a file. */
export interface PlacedText extends Expression {
  /** Whether it stands in quotes: `'null'` is a text, `null` is none. */
  readonly quoted: boolean
}

/** An entry whose name the author chose. Its value is null where it could not be read, which is reported. */
export interface Entry<V> {
  readonly name: PlacedText
  readonly value: V | null
}

export interface ReadShape<T> {
  /** A key of the root is missing where the file does not have it or it could not be read. */
  readonly parts: Partial<Placed<T>>
  readonly whole: boolean
}

/**
 * Reads a file by its schema. Every issue is reported where it stands, and the smallest part that can be missing is
 * left out, so that the rest is still checked. Null where nothing could be read.
 */
export function readShape<S extends z.ZodObject>(file: YamlFile, schema: S): ReadShape<z.infer<S>> | null {
  const reading: Reading = { file, dropped: new Set() }
  let issues = issuesOf(schema, reading)
  const whole = issues.length === 0
  while (issues.length > 0) {
    // WHY after the round: until then the paths of its issues lead through what is left out.
    const parts = issues.flatMap((issue) => reportIssue(issue, schema, reading))
    for (const part of parts) reading.dropped.add(part)
    if (!isMap(file.root)) return null
    const before = issues
    issues = issuesOf(partialOf(schema), reading)
    // INVARIANT: a round that leaves nothing out is the last, unless it found only that keys of the root are missing.
    if (parts.length === 0 && issues.length >= before.length) return null
  }
  // WHY: `placed` follows the schema that has just accepted these nodes, so its result has the schema's type.
  return { parts: placed(file.root, schema, reading) as Partial<Placed<z.infer<S>>>, whole }
}

/** WHY partial: a missing key of the root is reported once, in the first round. WHY kept: zod compiles a schema when it is first used. */
function partialOf(schema: z.ZodObject): z.ZodObject {
  const made = partials.get(schema) ?? schema.partial()
  partials.set(schema, made)
  return made
}

const partials = new WeakMap<z.ZodObject, z.ZodObject>()

/** How messages call what a schema reads, and what is special about it. */
interface ShapeLabel {
  /** `A rule`. Without it a part is called by its key. */
  readonly what?: string
  /** `The class`: an entry of this record is called so, with its name. */
  readonly entry?: string
  /** Ends the sentence about something of another shape: `is a list of rules.` */
  readonly shape?: string
  /** Says more than `shape` about a text that stands where something else belongs. */
  readonly instead?: (text: string) => { readonly message: string; readonly suggestion: string }
  /** About an entry whose name is not one. */
  readonly badName?: (name: string) => string
  /** INVARIANT: it is left out whole where a part of it is unreadable; without that part it would say something else. */
  readonly whole?: true
}

const labels = z.registry<ShapeLabel>()

export function labelled<S extends z.ZodType>(schema: S, label: ShapeLabel): S {
  labels.add(schema, label)
  return schema
}

/** What a check of a schema says beside zod's own issues. */
export interface IssueParams {
  readonly code: PolicyErrorCode
  readonly message: string
  /** The mistake is that there is this key, whatever it holds. */
  readonly at?: 'key'
}

/** A text that is not empty. */
export function text(): z.ZodString {
  return z.string().refine((value) => value.trim() !== '', { params: { code: 'wrong-shape', message: '' } })
}

/** At least one, and each once. */
export function list<S extends z.ZodType<string>>(item: S): z.ZodArray<S> {
  return z
    .array(item)
    .min(1)
    .superRefine((items, context) => {
      for (const [index, one] of items.entries()) {
        if (items.indexOf(one) === index) continue
        const params: IssueParams = { code: 'repeated-word', message: `\`${one}\` is listed twice.` }
        context.addIssue({ code: 'custom', path: [index], params: { ...params } })
      }
    })
}

/** The words where there may be one or a list of them. */
export function listed<W extends YamlWord>(words: W | readonly W[]): readonly W[] {
  return 'text' in words ? [words] : words
}

/** The entries that could be read. */
export function readable<V>(
  entries: readonly Entry<V>[],
): readonly { readonly name: PlacedText; readonly value: V }[] {
  return entries.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]))
}

export function oneOrMore<S extends z.ZodType<string>>(one: S): z.ZodUnion<readonly [S, z.ZodArray<S>]> {
  return z.union([one, list(one)])
}

type Issue = z.core.$ZodIssue
type Schema = z.core.$ZodType
type Part = Node | Pair

interface Reading {
  readonly file: YamlFile
  /** What was unreadable and is left out from then on. */
  readonly dropped: Set<unknown>
}

function issuesOf(schema: z.ZodType, reading: Reading): readonly Issue[] {
  return schema.safeParse(plain(reading.file.root, reading)).error?.issues ?? []
}

/** The data of a node, as zod reads it. */
function plain(node: unknown, reading: Reading): unknown {
  if (isScalar(node)) return textOf(node)
  if (isSeq(node)) return itemsOf(node, reading).map((item) => plain(item, reading))
  if (!isMap(node)) return undefined
  return Object.fromEntries(
    pairsOf(node, reading).map((pair) => [textOf(pair.key), plain(pair.value, reading)]),
  )
}

function textOf(node: unknown): string {
  return isScalar(node) ? String(node.value).trim() : ''
}

function itemsOf(node: unknown, { dropped }: Reading): readonly Node[] {
  // WHY: the items of a parsed sequence are nodes; yaml types them as unknown.
  return isSeq(node) ? (node.items.filter((item) => !dropped.has(item)) as Node[]) : []
}

function pairsOf(node: unknown, { dropped }: Reading): readonly Pair[] {
  return isMap(node) ? node.items.filter((pair) => isScalar(pair.key) && !dropped.has(pair)) : []
}

/** Where an issue leads: the schema and the node there, how messages call it, and what is left out for it. */
interface Spot {
  readonly schema: Schema
  readonly node: Node | undefined
  readonly key: Node | undefined
  readonly what: string
  /** Whether it is an entry of a record: what stands in it is called after it. */
  readonly isEntry: boolean
  readonly parent: Spot | undefined
  /** The item or the pair itself. */
  readonly self: Part | undefined
  /** The smallest part around it that can be missing. */
  readonly part: Part | undefined
  /** Whether it stands in something that is left out whole. */
  readonly locked: boolean
}

/** Reports an issue and answers what is left out for it. */
function reportIssue(found: Issue, schema: z.ZodObject, reading: Reading): readonly Part[] {
  const { file } = reading
  const issue = nearestIssue(found)
  let spot = rootSpot(schema, file)
  for (const key of issue.path) spot = stepInto(spot, key, reading)
  const place = placeIn(spot, file)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.flatMap((key) => reportUnknownKey(spot, key, reading))
    case 'custom': {
      // WHY: every check of these schemas gives its params in this form.
      const { code, message, at } = issue.params as unknown as IssueParams
      const where = at === 'key' && spot.key !== undefined ? placeOf(spot.key, file) : place
      file.report({ ...where, code, message: message === '' ? `${spot.what} is empty.` : message })
      return present(code === 'repeated-word' ? spot.self : spot.part)
    }
    case 'too_small':
      // WHY: a list whose items were all left out is no mistake of its own, and zod counts an empty text too.
      if (isSeq(spot.node) && spot.node.items.length === 0)
        file.report({ ...place, code: 'empty-list', message: `${spot.what} is empty.` })
      break
    case 'invalid_key':
      reportName(spot, file)
      break
    default:
      reportShape(spot, file)
  }
  return present(spot.part)
}

function present(part: Part | undefined): readonly Part[] {
  return part === undefined ? [] : [part]
}

/** Of the alternatives that a union tried, the one that fits best is the one whose issue lies deepest. */
function nearestIssue(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue
  const [deepest] = issue.errors
    .flat()
    .map(nearestIssue)
    .sort((left, right) => right.path.length - left.path.length)
  if (deepest === undefined || deepest.path.length === 0) return issue
  return { ...deepest, path: [...issue.path, ...deepest.path] }
}

function rootSpot(schema: Schema, { root }: YamlFile): Spot {
  const what = labels.get(schema)?.what ?? 'The file'
  const nothing = { key: undefined, parent: undefined, self: undefined, part: undefined }
  return { schema, node: root, what, isEntry: false, locked: false, ...nothing }
}

function stepInto(from: Spot, key: PropertyKey, reading: Reading): Spot {
  const schema = bare(from.schema, from.node)
  const label = labels.get(schema)
  const name = String(key)
  if (schema instanceof z.ZodArray) {
    const item = itemsOf(from.node, reading)[Number(key)]
    const isWhole = schema.element instanceof z.ZodObject
    const what = labels.get(bare(schema.element, item))?.what ?? `${from.what}: an item`
    return spotAt(from, {
      schema: schema.element,
      node: item,
      key: undefined,
      self: item,
      what,
      canMiss: isWhole,
    })
  }
  const pair = pairsOf(from.node, reading).findLast((one) => textOf(one.key) === name)
  // WHY: yaml types both sides of a pair as unknown; parsed from text they are nodes, or null where nothing follows.
  const [keyNode, node] = [pair?.key as Node | undefined, (pair?.value ?? undefined) as Node | undefined]
  const common = { node, key: keyNode, self: pair }
  if (schema instanceof z.ZodRecord) {
    const own = labels.get(bare(schema.valueType, node))?.what
    const what =
      own ?? (label?.entry === undefined ? `${from.what}: \`${name}\`` : `${label.entry} \`${name}\``)
    return { ...spotAt(from, { ...common, schema: schema.valueType, what, canMiss: true }), isEntry: true }
  }
  const child = schema instanceof z.ZodObject ? childOf(schema, name) : z.never()
  const canMiss = child instanceof z.ZodOptional || from.parent === undefined
  const what =
    labels.get(bare(child, node))?.what ?? (from.isEntry ? `${from.what}: \`${name}\`` : `\`${name}\``)
  return spotAt(from, { ...common, schema: child, what, canMiss })
}

function spotAt(
  parent: Spot,
  here: Pick<Spot, 'schema' | 'node' | 'key' | 'self' | 'what'> & { readonly canMiss: boolean },
): Spot {
  const { canMiss, ...rest } = here
  const part = canMiss && !parent.locked ? here.self : parent.part
  const locked = parent.locked || labels.get(bare(here.schema, here.node))?.whole === true
  return { ...rest, parent, isEntry: false, locked, part }
}

/** The schema itself: what is optional about it taken off, and of a union the alternative that the node looks like. */
function bare(schema: Schema | undefined, node: Node | undefined): Schema {
  if (schema === undefined) return z.never()
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodLazy) return bare(schema.unwrap(), node)
  if (!(schema instanceof z.ZodUnion)) return schema
  if (isSeq(node)) return schema.options.find((option) => option instanceof z.ZodArray) ?? schema
  return (isMap(node) ? schema.options.find((option) => option instanceof z.ZodRecord) : undefined) ?? schema
}

function childOf(schema: z.ZodObject, key: string): Schema {
  const shape: Readonly<Record<string, Schema | undefined>> = schema.shape
  return (Object.hasOwn(shape, key) ? shape[key] : undefined) ?? z.never()
}

function reportUnknownKey(spot: Spot, name: string, reading: Reading): readonly Pair[] {
  const { file } = reading
  const schema = bare(spot.schema, spot.node)
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  const pairs = pairsOf(spot.node, reading).filter(({ key }) => textOf(key) === name)
  for (const { key } of pairs) {
    const message = `${spot.what} has no key \`${name}\`.`
    // WHY: the key of a parsed pair is a node; yaml types it as unknown.
    const place = placeOf(key as Node, file)
    file.report({ ...place, code: 'unknown-key', message, ...suggestion(name, known) })
  }
  return pairs
}

/** About a name that the author chose and that cannot be one. */
function reportName(spot: Spot, file: YamlFile): void {
  const { key, parent } = spot
  const label = labels.get(bare(parent?.schema, parent?.node))
  const message = label?.badName?.(textOf(key)) ?? 'A key is empty.'
  const place = key === undefined ? placeIn(spot, file) : placeOf(key, file)
  file.report({ ...place, code: 'bad-name', message })
}

function reportShape(spot: Spot, file: YamlFile): void {
  const { node, parent } = spot
  const schema = bare(spot.schema, node)
  if (node === undefined && parent !== undefined && bare(parent.schema, parent.node) instanceof z.ZodObject) {
    const key = spot.what.replace(/^.*: /s, '')
    file.report({
      ...placeIn(parent, file),
      code: 'missing-key',
      message: `${parent.what} needs the key ${key}.`,
    })
    return
  }
  const label = labels.get(schema)
  const place = placeIn(spot, file)
  const instead = isScalar(node) ? label?.instead?.(textOf(node)) : undefined
  const message = `${spot.what} ${label?.shape ?? shapeText(schema)}`
  const empty = isScalar(node) && textOf(node) === '' && schema instanceof z.ZodUnion
  const said = empty ? { message: `${spot.what} is empty.` } : { message, ...instead }
  file.report({ ...place, code: 'wrong-shape', ...said })
}

function shapeText(schema: Schema): string {
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return 'is a mapping of keys to values.'
  return schema instanceof z.ZodString ? 'is a text.' : 'is a list, like `[a, b]`.'
}

/** Where a spot stands; one that is not there stands where its key does, or what should hold it. */
function placeIn({ node, key, parent }: Spot, file: YamlFile): SourcePosition {
  const at = node ?? key ?? parent?.node
  return at === undefined ? file.place(0) : placeOf(at, file)
}

function placed(node: unknown, schema: Schema, reading: Reading): unknown {
  const { file } = reading
  if (isScalar(node)) return expressionAt(node, file)
  // WHY: only nodes come here, and those that are no scalars are mappings or sequences.
  const own = bare(schema, node as Node)
  if (own instanceof z.ZodArray)
    return itemsOf(node, reading).map((item) => placed(item, own.element, reading))
  if (own instanceof z.ZodRecord && isMap(node)) {
    return node.items.flatMap((pair): Entry<unknown>[] => {
      if (!isScalar(pair.key)) return []
      const value = reading.dropped.has(pair) ? null : placed(pair.value, own.valueType, reading)
      return [{ name: expressionAt(pair.key, file), value }]
    })
  }
  if (!(own instanceof z.ZodObject) || !isMap(node)) return null
  const parts = pairsOf(node, reading).map((pair): [string, unknown] => {
    const key = textOf(pair.key)
    return [key, placed(pair.value, childOf(own, key), reading)]
  })
  return { ...Object.fromEntries(parts), place: placeOf(node, file) }
}

function expressionAt(scalar: Node, file: YamlFile): PlacedText {
  if (!isScalar(scalar))
    return { text: '', place: placeOf(scalar, file), placeAt: () => placeOf(scalar, file), quoted: false }
  const written = String(scalar.value)
  const space = written.length - written.trimStart().length
  const placeAt = (index: number): SourcePosition => {
    const positions = sourcePositions(scalar, file.text)
    return file.place(positions[index + space] ?? positions.at(-1) ?? 0)
  }
  return { text: written.trim(), place: placeOf(scalar, file), placeAt, quoted: scalar.type !== 'PLAIN' }
}

import { Environment, type ParseResult } from '@marcbachmann/cel-js'
import { parse } from 'yaml'
import { type Question } from '../../src/policy/evaluate/decide'
import { type Row } from '../../src/policy/evaluate/match'
import { type PolicyFile } from '../../src/policy/parse/read-yaml'
import { type Principal } from '../../src/policy/principal'
import { type Vocabulary } from '../../src/policy/vocabulary'
import { guardedCel, type Words } from './guarded-cel'

/**
 * A second opinion on policies, from their texts alone: the CEL library evaluates each `when` on a materialised
 * row. It shares nothing with the engine but the vocabulary's relations: not its reader, not its compiled form,
 * not its matcher.
 */
export interface CelOracle {
  readonly classes: ReadonlyMap<string, ParseResult>
  readonly documents: ReadonlyMap<string, OracleDocument>
}

export interface Asked {
  readonly principal: Principal
  readonly now: Date
  readonly question: Question
  /** Everything a condition may touch is there: attributes, to-one rows or null, to-many arrays. */
  readonly row: Row
}

interface OracleOwner {
  readonly relation: string
  readonly field: string
  readonly ownerType: string
}

interface OracleDocument {
  readonly partOf: OracleOwner | null
  /** What it is about: one of them is seen with its field. Null where it is about nothing in particular. */
  readonly about: readonly OracleOwner[] | null
  readonly rules: readonly OracleRule[]
}

interface OracleRule {
  readonly permit: boolean
  readonly actions: readonly string[]
  readonly fields: ReadonlySet<string> | 'all'
  readonly classes: readonly string[]
  readonly when: ParseResult
}

export function celOracle(files: readonly PolicyFile[], vocabulary: Vocabulary): CelOracle {
  // The files are known to be good: an oracle of files the engine refuses is not asked for.
  const texts = files.map((file) => parse(file.text) as SourceFile)
  const definitions = new Map<string, { parameter: string; when: string }>()
  for (const [name, { of, when }] of texts.flatMap((text) => Object.entries(text.definitions ?? {}))) {
    definitions.set(name, { parameter: Object.keys(of)[0] ?? '', when })
  }
  const bare: Words = { rows: new Map(), facts: new Map(), definitions }
  const classes = new Map<string, ParseResult>()
  for (const [name, { when }] of texts.flatMap((text) => Object.entries(text.classes ?? {}))) {
    classes.set(name, compiled(when, bare))
  }
  const documents = texts.flatMap((text) =>
    text.type === undefined ? [] : [[text.type, documentOf(text, text.type, { vocabulary, bare })] as const],
  )
  return { classes, documents: new Map(documents) }
}

/** What the texts of the policies answer, by the CEL library's own evaluator. */
export function celDecide(oracle: CelOracle, asked: Asked): boolean {
  const document = oracle.documents.get(asked.question.type)
  if (document === undefined) return false
  const situation = situationOf(asked)
  const holding = document.rules.filter(
    (rule) =>
      answers(rule, asked.question) &&
      rule.classes.some((name) => name === 'everyone' || isOf(name, oracle, situation)) &&
      holds(rule.when, situation),
  )
  if (holding.some((rule) => !rule.permit)) return false
  return holding.length > 0 && ownersAreSeen(oracle, document, asked)
}

interface SourceFile {
  readonly classes?: Record<string, { readonly when: string }>
  readonly definitions?: Record<string, { readonly of: Record<string, string>; readonly when: string }>
  readonly type?: string
  readonly partOf?: { readonly relation: string; readonly field: string }
  readonly about?: readonly { readonly relation: string; readonly field: string }[]
  readonly facts?: Record<string, string>
  readonly groups?: Record<string, readonly string[]>
  readonly rules?: readonly SourceRule[]
}

interface SourceRule {
  readonly permit?: string | readonly string[]
  readonly forbid?: string | readonly string[]
  readonly fields?: 'all' | readonly string[]
  readonly to?: string | readonly string[]
  readonly when?: string | boolean
}

const language = new Environment({ unlistedVariablesAreDyn: true })

function compiled(when: string, words: Words): ParseResult {
  return language.parse(guardedCel(when, words))
}

function documentOf(
  text: SourceFile,
  type: string,
  world: { readonly vocabulary: Vocabulary; readonly bare: Words },
): OracleDocument {
  const variable = type.charAt(0).toLowerCase() + type.slice(1)
  const words: Words = {
    ...world.bare,
    rows: new Map([[variable, 'row']]),
    facts: new Map(Object.entries(text.facts ?? {})),
  }
  const ownerOf = (part: { readonly relation: string; readonly field: string }): OracleOwner => {
    const ownerType = world.vocabulary.types.get(type)?.relations.get(part.relation)?.target ?? ''
    return { ...part, ownerType }
  }
  const groups = new Map(Object.entries(text.groups ?? {}))
  return {
    partOf: text.partOf === undefined ? null : ownerOf(text.partOf),
    about: text.about?.map(ownerOf) ?? null,
    rules: (text.rules ?? []).map((rule) => ({
      permit: rule.permit !== undefined,
      actions: [rule.permit ?? rule.forbid ?? []].flat(),
      fields: rule.fields === 'all' ? 'all' : fieldsOf(rule.fields ?? [], groups),
      classes: [rule.to ?? 'everyone'].flat(),
      when: compiled(String(rule.when ?? true), words),
    })),
  }
}

function fieldsOf(
  names: readonly string[],
  groups: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  return new Set(names.flatMap((name) => groups.get(name) ?? [name]))
}

function answers(rule: OracleRule, question: Question): boolean {
  if (!rule.actions.includes(question.action)) return false
  if (question.action !== 'read' || rule.fields === 'all') return true
  if (question.field === undefined || question.field === 'id') return rule.permit
  return rule.fields.has(question.field)
}

/** A principal, a moment and a row as the CEL library takes them, and what texts were answered on them. */
interface Situation {
  readonly now: string
  readonly context: Readonly<Record<string, unknown>>
  readonly answered: Map<ParseResult, boolean>
}

const situations = new WeakMap<Principal, WeakMap<Row, Situation>>()

/** WHY kept: a row is asked about field by field, and each text says of it what it said before. */
function situationOf({ principal, now, row }: Asked): Situation {
  const ofPrincipal = situations.get(principal) ?? new WeakMap<Row, Situation>()
  situations.set(principal, ofPrincipal)
  const moment = now.toISOString()
  const known = ofPrincipal.get(row)
  if (known?.now === moment) return known
  const context = { row: celValue(row), principal: celValue(principal), now: moment }
  const situation: Situation = { now: moment, context, answered: new Map() }
  ofPrincipal.set(row, situation)
  return situation
}

function isOf(name: string, oracle: CelOracle, situation: Situation): boolean {
  const when = oracle.classes.get(name)
  return when !== undefined && holds(when, situation)
}

function holds(when: ParseResult, { context, answered }: Situation): boolean {
  const known = answered.get(when) ?? when(context) === true
  answered.set(when, known)
  return known
}

function ownersAreSeen(oracle: CelOracle, { partOf, about }: OracleDocument, asked: Asked): boolean {
  const isSeen = ({ relation, field, ownerType }: OracleOwner): boolean => {
    const owner = asked.row[relation]
    if (typeof owner !== 'object' || owner === null) return false
    const question: Question = { action: 'read', type: ownerType, field }
    return celDecide(oracle, { ...asked, question, row: owner as Row })
  }
  return (partOf === null || isSeen(partOf)) && (about === null || about.some(isSeen))
}

const converted = new WeakMap<object, unknown>()

/** As the CEL library takes values: whole numbers are its integers. A row is converted once. */
function celValue(value: unknown): unknown {
  if (typeof value === 'number') return BigInt(value)
  if (typeof value !== 'object' || value === null) return value
  const known = converted.get(value)
  if (known !== undefined) return known
  if (Array.isArray(value)) {
    const list = value.map(celValue)
    converted.set(value, list)
    return list
  }
  const object: Record<string, unknown> = {}
  converted.set(value, object)
  for (const [key, inner] of Object.entries(value)) object[key] = celValue(inner)
  return object
}

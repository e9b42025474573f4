import { checkCoverage } from './check-coverage'
import { withoutCycles } from './check-definitions'
import type { Known } from './check-documents'
import { checkRule } from './check-rule'
import type { NamedCondition, Scope } from './cel-scope'
import { compileCondition } from './compile-condition'
import type { Condition } from './condition'
import { isGoodName } from './names'
import { parseCel } from './parse-cel'
import type { DraftDocument } from './policy-draft'
import type { PartOf, PolicyRule, TypeDocument } from './policy-set'
import { suggestion } from './suggest'
import type { TypeWords } from './vocabulary'
import type { Word } from './yaml-shape'

/** A document found good, or as much of it as was. */
export interface CheckedDocument {
  readonly document: TypeDocument
  readonly rules: readonly PolicyRule[]
  /** Every public field of the type. */
  readonly fields: readonly string[]
}

/** What one document is checked against: its type, and the rule ids of the documents before it. */
export interface KnownType extends Known {
  readonly words: TypeWords
  readonly ids: Set<string>
}

/** What a document's rules may use. */
export interface DocumentWords {
  readonly scope: Scope
  readonly actions: readonly string[]
  readonly groups: ReadonlyMap<string, readonly string[]>
}

export function checkDocument(draft: DraftDocument, known: KnownType): CheckedDocument {
  let whole = draft.whole
  const counting: KnownType = {
    ...known,
    report: (error) => {
      whole = false
      known.report(error)
    },
  }
  const { words } = known
  const actions = checkActions(draft, counting)
  const scope = scopeOf(draft, counting)
  const facts = compileFacts(scope)
  const groups = checkGroups(draft, counting)
  const partOf = checkPartOf(draft, counting)
  const rules = draft.rules.flatMap((rule) => checkRule(rule, { scope, actions, groups }, counting) ?? [])
  if (whole) checkCoverage({ place: draft.type.place, rules, words }, known.report)
  const document = { type: words.name, variable: words.variable, actions, facts }
  const fields = words.fields.map((field) => field.name)
  return { document: partOf === null ? document : { ...document, partOf }, rules, fields }
}

function checkActions(draft: DraftDocument, known: KnownType): readonly string[] {
  return draft.actions
    .filter((action) => isGoodName(action, 'an action', known.report))
    .map((action) => action.text)
}

function scopeOf(draft: DraftDocument, known: KnownType): Scope {
  const facts = new Map<string, NamedCondition>()
  const names = new Map<string, Word>()
  for (const { name, when } of draft.facts) {
    const ast = parseCel(when, known.report)
    const free = !known.definitions.has(name.text) && name.text !== known.words.variable
    if (!free) {
      const message = `\`${name.text}\` already has a meaning; a fact needs another name.`
      known.report({ ...name.place, code: 'reserved-name', message })
    }
    const good = isGoodName(name, 'a fact', known.report) && free
    names.set(name.text, name)
    facts.set(name.text, { name: name.text, source: when, ast: good ? ast : null })
  }
  const { vocabulary, definitions, words, report } = known
  return {
    vocabulary,
    report,
    // WHY: every use names its own text; this one only stands until then.
    source: { ...draft.type, placeAt: () => draft.type.place },
    rows: new Map([[words.variable, { type: words.name, of: 'row', steps: [] }]]),
    facts: withoutCycles(facts, names, report),
    definitions,
    taken: new Set(['row']),
    knows: 'rows',
  }
}

function compileFacts(scope: Scope): ReadonlyMap<string, Condition> {
  const conditions = new Map<string, Condition>()
  for (const { name, source, ast } of scope.facts.values()) {
    const condition = ast === null ? null : compileCondition(ast, { ...scope, source })
    if (condition !== null) conditions.set(name, condition)
  }
  return conditions
}

function checkGroups(draft: DraftDocument, known: KnownType): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>()
  const fields = known.words.fields.map((field) => field.name)
  for (const { name, fields: members } of draft.groups) {
    if (fields.includes(name.text)) {
      const message = `\`${name.text}\` is a field of ${known.words.name}; a group needs another name.`
      known.report({ ...name.place, code: 'reserved-name', message })
    }
    isGoodName(name, 'a group', known.report)
    for (const member of members) {
      if (fields.includes(member.text)) continue
      const message = `${known.words.name} has no field \`${member.text}\`.`
      known.report({ ...member.place, code: 'unknown-field', message, ...suggestion(member.text, fields) })
    }
    groups.set(
      name.text,
      members.map((member) => member.text),
    )
  }
  return groups
}

function checkPartOf(draft: DraftDocument, known: KnownType): PartOf | null {
  if (draft.partOf === undefined) return null
  const { relation, field } = draft.partOf
  const { words, vocabulary, report } = known
  const toOne = [...words.relations.values()].filter((one) => !one.many)
  const found = toOne.find((one) => one.name === relation.text)
  if (found === undefined) {
    const message = `${words.name} has no relation \`${relation.text}\` to a single row.`
    const help = suggestion(
      relation.text,
      toOne.map((one) => one.name),
    )
    report({ ...relation.place, code: 'unknown-relation', message, ...help })
    return null
  }
  const owner = vocabulary.types.get(found.target)
  const fields = owner?.fields.map((one) => one.name) ?? []
  if (!fields.includes(field.text)) {
    const message = `${found.target} has no field \`${field.text}\`.`
    report({ ...field.place, code: 'unknown-field', message, ...suggestion(field.text, fields) })
    return null
  }
  const lists = owner?.relations.get(field.text)
  if (lists !== undefined && lists.target !== words.name) {
    const message = `\`${field.text}\` of ${found.target} holds ${lists.target}, not ${words.name}.`
    report({ ...field.place, code: 'wrong-owner', message })
    return null
  }
  return { relation: relation.text, ownerType: found.target, field: field.text }
}

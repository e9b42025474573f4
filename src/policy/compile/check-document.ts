import { type Condition, TRUE } from '../condition'
import { parseCel } from '../parse/parse-cel'
import { type DraftDocument, type DraftOwner, type DraftRule } from '../parse/policy-draft'
import {
  type SourcePosition,
  type PolicyErrorCode,
  type ReportPolicyError,
  suggestion,
} from '../parse/policy-error'
import { type YamlWord } from '../parse/read-yaml'
import { EVERYONE, type PartOf, type PolicyRule, type TypeDocument } from '../policy-set'
import { isGoodName, kebabCase, type TypeWords } from '../vocabulary'
import { type NamedCondition, type NameScope } from './cel-path'
import { checkNewFields } from './check-classified'
import { withoutCycles } from './check-definitions'
import { compileCondition } from './compile-condition'
import { type Known } from './load-policies'

/** A document found good, or as much of it as was. */
export interface CheckedDocument {
  readonly document: TypeDocument
  readonly rules: readonly PolicyRule[]
  /** Every public field of the type. */
  readonly fields: readonly string[]
}

/** What one document is checked against: its type, and the rule ids of the documents before it. */
interface KnownType extends Known {
  /** The fields that `fields: all` covers; null where it covers all. */
  readonly classified: ReadonlySet<string> | null
  readonly words: TypeWords
  readonly ids: Set<string>
}

/** What a document's rules may use. */
interface DocumentWords {
  readonly scope: NameScope
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
  const partOf = draft.partOf === undefined ? null : checkPartOf(draft.partOf, counting)
  const about = draft.about?.flatMap((one) => checkOwner(one, counting) ?? [])
  const rules = draft.rules.flatMap((rule) => checkRule(rule, { scope, actions, groups }, counting) ?? [])
  if (whole) checkNewFields(draft, known, known.report)
  if (whole) checkCoverage({ place: draft.type.place, rules, words }, known.report)
  const document = { type: words.name, variable: words.variable, actions, facts }
  const fields = words.fields.map((field) => field.name)
  const owners = { ...(partOf === null ? {} : { partOf }), ...(about === undefined ? {} : { about }) }
  return { document: { ...document, ...owners }, rules, fields }
}

function checkActions(draft: DraftDocument, known: KnownType): readonly string[] {
  return draft.actions
    .filter((action) => isGoodName(action, 'an action', known.report))
    .map((action) => action.text)
}

function scopeOf(draft: DraftDocument, known: KnownType): NameScope {
  const facts = new Map<string, NamedCondition>()
  const names = new Map<string, YamlWord>()
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

function compileFacts(scope: NameScope): ReadonlyMap<string, Condition> {
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

function checkPartOf(draft: DraftOwner, known: KnownType): PartOf | null {
  const part = checkOwner(draft, known)
  if (part === null) return null
  const { words, vocabulary, report } = known
  const lists = vocabulary.types.get(part.ownerType)?.relations.get(part.field)
  if (lists === undefined || lists.target === words.name) return part
  const message = `\`${part.field}\` of ${part.ownerType} holds ${lists.target}, not ${words.name}.`
  report({ ...draft.field.place, code: 'wrong-owner', message })
  return null
}

/** A to-one relation of the type, and a public field of the row that it leads to. */
function checkOwner({ relation, field }: DraftOwner, known: KnownType): PartOf | null {
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
  return { relation: relation.text, ownerType: found.target, field: field.text }
}

/** A rule whose every word exists; null where one does not, which is reported. */
function checkRule(draft: DraftRule, document: DocumentWords, known: KnownType): PolicyRule | null {
  const named = checkId(draft, known)
  const actions = checkRuleActions(draft, document, known)
  const fields = actions === null ? null : checkFields(draft, document, known)
  const classes = checkClassesOf(draft, known)
  const condition = conditionOf(draft, document)
  if (!named || actions === null || fields === null || classes === null || condition === null) return null
  const { path, line } = draft.place
  return {
    id: draft.id.text,
    effect: draft.effect,
    actions,
    type: known.words.name,
    fields,
    allFields: draft.fields === 'all',
    classes,
    condition,
    because: draft.because,
    ...(draft.source === undefined ? {} : { source: draft.source }),
    path,
    line,
  }
}

function checkId(draft: DraftRule, known: KnownType): boolean {
  const { text, place } = draft.id
  const noun = kebabCase(known.words.name)
  if (!new RegExp(`^${noun}/[a-z0-9]+(-[a-z0-9]+)*$`).test(text)) {
    const name = kebabCase(text.replace(/^.*\//, '')).replace(/[^a-z0-9]+/g, '-') || 'name'
    const message = `\`${text}\` cannot name a rule of ${known.words.name}.`
    known.report({ ...place, code: 'bad-name', message, suggestion: `did you mean \`${noun}/${name}\`?` })
    return false
  }
  if (known.ids.has(text)) {
    known.report({ ...place, code: 'duplicate-rule', message: `There are two rules \`${text}\`.` })
    return false
  }
  known.ids.add(text)
  return true
}

function checkRuleActions(
  draft: DraftRule,
  document: DocumentWords,
  known: KnownType,
): readonly string[] | null {
  const possible = ['read', ...document.actions]
  const unknown = draft.actions.filter((action) => !possible.includes(action.text))
  for (const { text, place } of unknown) {
    const message = `${known.words.name} has no action \`${text}\`.`
    known.report({ ...place, code: 'unknown-action', message, ...suggestion(text, possible) })
  }
  if (unknown.length > 0) return null
  const actions = draft.actions.map((action) => action.text)
  const reads = actions.includes('read')
  const [place] = draft.actions.map((action) => action.place)
  const refuse = (code: PolicyErrorCode, message: string): null => {
    known.report({ ...(place ?? draft.place), code, message })
    return null
  }
  if (reads && actions.length > 1) {
    return refuse(
      'mixed-actions',
      'Reading has fields and other actions have none; they need rules of their own.',
    )
  }
  if (reads && draft.fields === null)
    return refuse('read-without-fields', 'A rule on `read` says which `fields`.')
  if (!reads && draft.fields !== null) {
    return refuse(
      'fields-on-action',
      `Only \`read\` has fields; \`${actions.join(', ')}\` concerns the whole row.`,
    )
  }
  return actions
}

function checkFields(draft: DraftRule, document: DocumentWords, known: KnownType): readonly string[] | null {
  if (draft.fields === null) return []
  const all = known.words.fields.map((field) => field.name)
  const permits = draft.effect === 'permit'
  if (draft.fields === 'all') return [...all, 'id']
  const fields = new Set<string>()
  let good = true
  for (const word of draft.fields) {
    const members = document.groups.get(word.text) ?? (all.includes(word.text) ? [word.text] : null)
    if (members !== null) for (const member of members) fields.add(member)
    else if (word.text !== 'id' || !permits) {
      good = false
      reportField(word, [...document.groups.keys(), ...all], known)
    }
  }
  if (!good) return null
  return permits ? [...fields, 'id'] : [...fields]
}

function reportField(word: YamlWord, candidates: readonly string[], known: KnownType): void {
  const report = (code: PolicyErrorCode, message: string, help: { suggestion?: string }): void =>
    known.report({ ...word.place, code, message, ...help })
  if (word.text === 'all') {
    report('wrong-shape', '`all` stands alone.', { suggestion: 'did you mean `fields: all`?' })
  } else if (word.text === 'id') {
    const message = '`id` is known with the row; only the whole row can be forbidden.'
    report('unknown-field', message, { suggestion: 'did you mean `fields: all`?' })
  } else {
    const message = `${known.words.name} has no field and no group \`${word.text}\`.`
    report('unknown-field', message, suggestion(word.text, candidates))
  }
}

function checkClassesOf(draft: DraftRule, known: KnownType): readonly string[] | null {
  if (draft.to === null) {
    if (draft.effect === 'forbid') return [EVERYONE]
    const message = 'A permit says whom it is for.'
    const help = { suggestion: `everybody at all is \`to: [${EVERYONE}]\`` }
    known.report({ ...draft.place, code: 'permit-without-class', message, ...help })
    return null
  }
  const possible = [...known.classes, EVERYONE]
  const unknown = draft.to.filter((word) => !possible.includes(word.text))
  for (const { text, place } of unknown) {
    const message = `There is no class \`${text}\`.`
    known.report({ ...place, code: 'unknown-class', message, ...suggestion(text, possible) })
  }
  return unknown.length > 0 ? null : draft.to.map((word) => word.text).sort()
}

function conditionOf(draft: DraftRule, document: DocumentWords): Condition | null {
  if (draft.when === null) return TRUE
  const ast = parseCel(draft.when, document.scope.report)
  return ast === null ? null : compileCondition(ast, { ...document.scope, source: draft.when })
}

/** Reports public fields that no rule classifies, and non-null fields that not everybody who sees the row sees. */
function checkCoverage(
  type: { readonly place: SourcePosition; readonly rules: readonly PolicyRule[]; readonly words: TypeWords },
  report: ReportPolicyError,
): void {
  const reads = type.rules.filter((rule) => rule.actions.includes('read'))
  const permits = reads.filter((rule) => rule.effect === 'permit')
  const forbids = reads.filter((rule) => rule.effect === 'forbid' && !rule.allFields)
  for (const { name, nullable } of type.words.fields) {
    if (!reads.some((rule) => rule.fields.includes(name))) {
      const message = `No rule says who may read \`${name}\` of ${type.words.name}.`
      report({ ...type.place, code: 'field-unclassified', message })
      continue
    }
    if (nullable) continue
    const withheld = [
      ...permits.filter((rule) => !rule.fields.includes(name)),
      ...forbids.filter((rule) => rule.fields.includes(name)),
    ]
    const [first] = withheld
    if (first === undefined && permits.length > 0) continue
    const where = first === undefined ? 'nobody may read it' : `\`${first.id}\` shows the row without it`
    const message = `\`${name}\` of ${type.words.name} is never null in the schema, and ${where}.`
    report({ ...type.place, code: 'conditional-field-not-nullable', message })
  }
}

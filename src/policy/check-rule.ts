import type { DocumentWords, KnownType } from './check-document'
import { compileCondition } from './compile-condition'
import { type Condition, TRUE } from './condition'
import { kebabCase } from './names'
import { parseCel } from './parse-cel'
import type { DraftRule } from './policy-draft'
import type { PolicyErrorCode } from './policy-error'
import { EVERYONE, type PolicyRule } from './policy-set'
import { suggestion } from './suggest'
import type { Word } from './yaml-shape'

/** A rule whose every word exists; null where one does not, which is reported. */
export function checkRule(draft: DraftRule, document: DocumentWords, known: KnownType): PolicyRule | null {
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

function reportField(word: Word, candidates: readonly string[], known: KnownType): void {
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

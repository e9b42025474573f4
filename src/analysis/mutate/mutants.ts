import {
  type PolicyRule,
  type PolicySet,
  type PrincipalClass,
  type TypeDocument,
} from '../../policy/policy-set'
import { type Vocabulary } from '../../policy/vocabulary'
import { mistakenConditions } from './mistaken-conditions'
import { meaningOf, mistakenRules } from './mistaken-rules'
import { type MistakenWords, type Mutant, mutantId } from './mutant'

/**
 * Every mutant of these policies, each once, in an order that depends on nothing but what they say; only those of
 * rules, classes (`class owner`) and parts (`partOf Order`) whose name begins with `prefix`.
 */
export function mutantsOf(set: PolicySet, words: Vocabulary, prefix = ''): readonly Mutant[] {
  const vocabulary = { ...words, scopes: set.scopes.map(({ name }) => name) }
  const isWanted = (of: string): boolean => of.startsWith(prefix)
  return [
    ...set.rules.flatMap((rule) => (isWanted(rule.id) ? ofRule(rule, set, vocabulary) : [])),
    ...set.classes.flatMap((one) => (isWanted(`class ${one.name}`) ? ofClass(one, set, vocabulary) : [])),
    ...[...set.types.values()].flatMap((document) =>
      isWanted(`partOf ${document.type}`) ? ofPart(document, set) : [],
    ),
  ]
}

function ofRule(rule: PolicyRule, set: PolicySet, vocabulary: MistakenWords): readonly Mutant[] {
  const { id: of, path, line, type } = rule
  const found = new Map<string, Mutant>()
  for (const change of mistakenRules(rule, set, vocabulary)) {
    const rules = set.rules.flatMap((one) =>
      one !== rule ? [one] : change.rule === null ? [] : [change.rule],
    )
    const meaning = change.rule === null ? null : meaningOf(change.rule)
    const id = mutantId(of, change.kind, meaning)
    const key = JSON.stringify(meaning)
    const { kind, text } = change
    const classes = [...new Set([...rule.classes, ...(change.rule?.classes ?? [])])]
    const mutant = {
      id,
      kind,
      of,
      text,
      path,
      line,
      types: [type],
      classes,
      set: planted(set, id, { rules }),
    }
    if (!found.has(key)) found.set(key, mutant)
  }
  return [...found.values()]
}

function ofClass(one: PrincipalClass, set: PolicySet, vocabulary: MistakenWords): readonly Mutant[] {
  const { name, path, line } = one
  const of = `class ${name}`
  const part = { condition: one.condition, rows: new Map<string, string>() }
  const types = [
    ...new Set(set.rules.filter(({ classes }) => classes.includes(name)).map(({ type }) => type)),
  ]
  return mistakenConditions(part, vocabulary, 'row').map(({ kind, condition, text }): Mutant => {
    const classes = set.classes.map((other) => (other === one ? { ...one, condition } : other))
    const id = mutantId(of, kind, condition)
    return { id, kind, of, text, path, line, types, classes: null, set: planted(set, id, { classes }) }
  })
}

/** A part that is seen without its owner, or where its owner is merely known. */
function ofPart(document: TypeDocument, set: PolicySet): readonly Mutant[] {
  const { type, partOf, about, ...rest } = document
  if (about !== undefined) return ofAbout(document, set)
  if (partOf === undefined) return []
  const of = `partOf ${type}`
  const path = set.rules.find((rule) => rule.type === type)?.path ?? 'policies'
  const loose = [
    {
      text: `\`partOf\` is missing: ${type} is seen without its ${partOf.ownerType}`,
      document: { type, ...rest },
    },
    {
      text: `${type} is seen wherever its ${partOf.ownerType} is known, whether \`${partOf.field}\` is seen or not`,
      document: { type, ...rest, partOf: { ...partOf, field: 'id' } },
    },
  ]
  return loose.map(({ text, document: changed }): Mutant => {
    const kind = 'loosen-part'
    const id = mutantId(of, kind, text)
    const types = new Map([...set.types, [type, changed]])
    return {
      id,
      kind,
      of,
      text,
      path,
      line: null,
      types: [type],
      classes: null,
      set: planted(set, id, { types }),
    }
  })
}

/** Something that is seen without any of the rows that it is about. */
function ofAbout({ type, about: _rows, ...rest }: TypeDocument, set: PolicySet): readonly Mutant[] {
  const [of, kind] = [`partOf ${type}`, 'loosen-part'] as const
  const text = `\`about\` is missing: ${type} is seen without what it is about`
  const id = mutantId(of, kind, text)
  const path = set.rules.find((rule) => rule.type === type)?.path ?? 'policies'
  const types = new Map([...set.types, [type, { type, ...rest }]])
  return [
    { id, kind, of, text, path, line: null, types: [type], classes: null, set: planted(set, id, { types }) },
  ]
}

function planted(set: PolicySet, id: string, changed: Partial<PolicySet>): PolicySet {
  return { ...set, ...changed, version: `${set.version}, mutant ${id}` }
}

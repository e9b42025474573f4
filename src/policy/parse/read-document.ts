import { isScalar, isSeq, type Node } from 'yaml'
import { type DraftDocument, type DraftGroup, type DraftRule, type NamedExpression } from './policy-draft'
import {
  type Mapping,
  placeOf,
  readExpression,
  readFreeMapping,
  readMapping,
  readWord,
  readWordOrWords,
  readWords,
  type YamlWord,
  type YamlFile,
} from './read-yaml'

/** `<noun>.policy.yaml`: who may read and do what with the rows of one type. */
export function readDocument(file: YamlFile): DraftDocument | null {
  let whole = true
  const counting: YamlFile = {
    ...file,
    report: (error) => {
      whole = false
      file.report(error)
    },
  }
  const optional = ['partOf', 'actions', 'facts', 'groups']
  const mapping = readMapping(
    file.root,
    { what: 'A policy document', required: ['type', 'rules'], optional },
    counting,
  )
  const typeNode = mapping?.value('type')
  const type = typeNode === undefined ? null : readWord(typeNode, '`type`', counting)
  if (mapping === null || type === null) return null
  const actionsNode = mapping.value('actions')
  const partOf = readPartOf(mapping.value('partOf'), counting)
  const actions = actionsNode === undefined ? [] : (readWords(actionsNode, '`actions`', counting) ?? [])
  const facts = readFacts(mapping.value('facts'), counting)
  const groups = readGroups(mapping.value('groups'), counting)
  const rules = readRules(mapping, counting)
  return { type, actions, facts, groups, rules, whole, ...(partOf === null ? {} : { partOf }) }
}

function readPartOf(node: Node | undefined, file: YamlFile): { relation: YamlWord; field: YamlWord } | null {
  if (node === undefined) return null
  const mapping = readMapping(node, { what: '`partOf`', required: ['relation', 'field'], optional: [] }, file)
  const relationNode = mapping?.value('relation')
  const fieldNode = mapping?.value('field')
  if (relationNode === undefined || fieldNode === undefined) return null
  const relation = readWord(relationNode, '`relation`', file)
  const field = readWord(fieldNode, '`field`', file)
  return relation === null || field === null ? null : { relation, field }
}

function readFacts(node: Node | undefined, file: YamlFile): readonly NamedExpression[] {
  return named(node, '`facts`', file).flatMap(({ name, value }) => {
    const when = readExpression(value, `The fact \`${name.text}\``, file)
    return when === null ? [] : [{ name, when }]
  })
}

function readGroups(node: Node | undefined, file: YamlFile): readonly DraftGroup[] {
  return named(node, '`groups`', file).flatMap(({ name, value }) => {
    const fields = readWords(value, `The group \`${name.text}\``, file)
    return fields === null ? [] : [{ name, fields }]
  })
}

function named(
  node: Node | undefined,
  what: string,
  file: YamlFile,
): readonly { name: YamlWord; value: Node }[] {
  const mapping = node === undefined ? null : readFreeMapping(node, what, file)
  if (mapping === null) return []
  return mapping.keys.flatMap((name) => {
    const value = mapping.value(name.text)
    return value === undefined ? [] : [{ name, value }]
  })
}

function readRules(mapping: Mapping, file: YamlFile): readonly DraftRule[] {
  const node = mapping.value('rules')
  if (node === undefined) return []
  if (!isSeq(node)) {
    file.report({ ...placeOf(node, file), code: 'wrong-shape', message: '`rules` is a list of rules.' })
    return []
  }
  // WHY: the items of a parsed sequence are nodes; yaml types them as unknown.
  return node.items.flatMap((item) => readRule(item as Node, file) ?? [])
}

/** One rule of a document. What makes no rule at all is reported here; whether its words exist, later. */
function readRule(node: Node, file: YamlFile): DraftRule | null {
  const optional = ['permit', 'forbid', 'fields', 'to', 'when', 'source']
  const mapping = readMapping(node, { what: 'A rule', required: ['id', 'because'], optional }, file)
  if (mapping === null) return null
  const idNode = mapping.value('id')
  const becauseNode = mapping.value('because')
  const effect = readEffect(mapping, file)
  const fields = readFields(mapping.value('fields'), file)
  const to = optionally(mapping.value('to'), (value) => readWordOrWords(value, '`to`', file))
  const when = optionally(mapping.value('when'), (value) => readExpression(value, '`when`', file))
  const source = optionally(mapping.value('source'), (value) => readWord(value, '`source`', file))
  const id = idNode === undefined ? null : readWord(idNode, '`id`', file)
  const because = becauseNode === undefined ? null : readWord(becauseNode, '`because`', file)
  // INVARIANT: an optional part that is there but unreadable makes the rule unreadable, never a wider one.
  const broken = [fields, to, when, source].some((part) => part === 'unreadable')
  if (broken || id === null || because === null || effect === null) return null
  return {
    place: mapping.place,
    id,
    because: because.text,
    ...effect,
    fields: present(fields),
    to: present(to),
    when: present(when),
    ...(present(source) === null ? {} : { source: present(source)?.text ?? '' }),
  }
}

function readEffect(mapping: Mapping, file: YamlFile): Pick<DraftRule, 'effect' | 'actions'> | null {
  const permit = mapping.value('permit')
  const forbid = mapping.value('forbid')
  const node = permit ?? forbid
  if (node === undefined) {
    const message = 'A rule either permits or forbids; this one does neither.'
    file.report({ ...mapping.place, code: 'no-effect', message })
    return null
  }
  if (permit !== undefined && forbid !== undefined) {
    const message = 'A rule either permits or forbids; this one does both.'
    file.report({ ...placeOf(forbid, file), code: 'two-effects', message })
    return null
  }
  const effect = permit === undefined ? 'forbid' : 'permit'
  const actions = readWordOrWords(node, `\`${effect}\``, file)
  return actions === null ? null : { effect, actions }
}

function readFields(
  node: Node | undefined,
  file: YamlFile,
): readonly YamlWord[] | 'all' | null | 'unreadable' {
  if (node === undefined) return null
  if (isScalar(node)) {
    if (node.value === 'all') return 'all'
    const word = readWord(node, '`fields`', file)
    if (word === null) return 'unreadable'
    const message = '`fields` is `all`, or a list of groups and fields.'
    const suggestion = `did you mean \`[${word.text}]\`?`
    file.report({ ...word.place, code: 'wrong-shape', message, suggestion })
    return 'unreadable'
  }
  return readWords(node, '`fields`', file) ?? 'unreadable'
}

function optionally<T>(node: Node | undefined, read: (node: Node) => T | null): T | null | 'unreadable' {
  return node === undefined ? null : (read(node) ?? 'unreadable')
}

function present<T>(value: T | 'unreadable'): T | null {
  return value === 'unreadable' ? null : value
}

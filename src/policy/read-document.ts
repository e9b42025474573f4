import { isSeq, type Node } from 'yaml'
import type { DraftDocument, DraftGroup, DraftRule, NamedExpression } from './policy-draft'
import { readRule } from './read-rule'
import type { YamlFile } from './read-yaml'
import {
  type Mapping,
  placeOf,
  readExpression,
  readFreeMapping,
  readMapping,
  readWord,
  readWords,
  type Word,
} from './yaml-shape'

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

function readPartOf(node: Node | undefined, file: YamlFile): { relation: Word; field: Word } | null {
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

function named(node: Node | undefined, what: string, file: YamlFile): readonly { name: Word; value: Node }[] {
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

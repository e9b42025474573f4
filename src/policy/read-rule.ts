import { isScalar, type Node } from 'yaml'
import type { DraftRule } from './policy-draft'
import type { YamlFile } from './read-yaml'
import {
  type Mapping,
  placeOf,
  readExpression,
  readMapping,
  readWord,
  readWordOrWords,
  readWords,
  type Word,
} from './yaml-shape'

/** One rule of a document. What makes no rule at all is reported here; whether its words exist, later. */
export function readRule(node: Node, file: YamlFile): DraftRule | null {
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

function readFields(node: Node | undefined, file: YamlFile): readonly Word[] | 'all' | null | 'unreadable' {
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

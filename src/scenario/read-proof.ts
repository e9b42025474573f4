import { isMap, isScalar, type Node } from 'yaml'
import { suggestion } from '../policy/suggest'
import type { YamlFile } from '../policy/read-yaml'
import {
  placeOf,
  readFreeMapping,
  readMapping,
  readWord,
  readWordOrWords,
  type Word,
} from '../policy/yaml-shape'
import { wordsOf } from './named-groups'
import { type Meaning, resolveFields, resolveRows } from './resolve-words'
import type { Hiding, Permission, Proof, Sight } from './scenario'

/** One cell of a scenario file: what the table `says`, and that in rows and fields. */
export function readProof(node: Node, place: ProofPlace): Proof | null {
  const { file, cell } = place
  const required = cell === null ? [] : ['says']
  const mapping = readMapping(node, { what: 'A cell', required, optional: ['sees', 'may', 'hides'] }, file)
  if (mapping === null) return null
  const says = mapping.value('says')
  const proof = {
    cell,
    says: says === undefined ? '' : (readWord(says, '`says`', file)?.text ?? ''),
    sees: readSights(mapping.value('sees'), place),
    may: readPermissions(mapping.value('may'), place),
    hides: readHidings(mapping.value('hides'), place),
  }
  if (['sees', 'may', 'hides'].every((key) => mapping.value(key) === undefined)) {
    file.report({
      ...mapping.place,
      code: 'missing-key',
      message: 'A cell that shows and hides nothing proves nothing.',
    })
  }
  return proof
}

export interface ProofPlace {
  readonly file: YamlFile
  readonly meaning: Meaning
  readonly cell: string | null
}

function readSights(node: Node | undefined, place: ProofPlace): readonly Sight[] {
  return byType(node, '`sees`', place).flatMap(({ type, value }) => rowsToFields(type, value, place))
}

function readPermissions(node: Node | undefined, place: ProofPlace): readonly Permission[] {
  const { file, meaning } = place
  return byType(node, '`may`', place).flatMap(({ type, value }) => {
    const actions = meaning.world.actions.get(type.text) ?? []
    return entries(value, `What may be done with ${type.text}`, file).flatMap(
      ({ key, value: rows }): Permission[] => {
        if (!actions.includes(key.text)) {
          const message = `${type.text} has no action \`${key.text}\`.`
          file.report({ ...key.place, code: 'unknown-action', message, ...suggestion(key.text, actions) })
          return []
        }
        const words = readWordOrWords(rows, `The rows of \`${key.text}\``, file) ?? []
        const found = resolveRows(meaning, type.text, words)
        return [{ type: type.text, action: key.text, rows: found, place: key.place }]
      },
    )
  })
}

function readHidings(node: Node | undefined, place: ProofPlace): readonly Hiding[] {
  const { file, meaning } = place
  return byType(node, '`hides`', place).flatMap(({ type, value }): readonly Hiding[] => {
    if (isMap(value)) return rowsToFields(type, value, place)
    const words = readWordOrWords(value, `The rows of ${type.text}`, file) ?? []
    return [
      {
        type: type.text,
        rows: resolveRows(meaning, type.text, words),
        fields: null,
        place: placeOf(value, file),
      },
    ]
  })
}

/** `{ lakeside-own, lakeside-refunded: [net, gross] }` */
function rowsToFields(type: Word, node: Node, { file, meaning }: ProofPlace): readonly Sight[] {
  return entries(node, `What is seen of ${type.text}`, file).map(({ key, value }) => ({
    type: type.text,
    rows: resolveRows(meaning, type.text, wordsOf(key, file)),
    fields: resolveFields(
      meaning,
      type.text,
      readWordOrWords(value, `The fields of \`${key.text}\``, file) ?? [],
    ),
    place: key.place,
  }))
}

function byType(
  node: Node | undefined,
  what: string,
  place: ProofPlace,
): readonly { type: Word; value: Node }[] {
  const { file, meaning } = place
  if (node === undefined) return []
  const { actions } = meaning.world
  return entries(node, what, file).flatMap(({ key, value }) =>
    wordsOf(key, file).flatMap((type) => {
      if (actions.has(type.text)) return [{ type, value }]
      const message = `No policy decides a type \`${type.text}\`.`
      file.report({ ...type.place, code: 'unknown-type', message, ...suggestion(type.text, actions.keys()) })
      return []
    }),
  )
}

function entries(node: Node, what: string, file: YamlFile): readonly { key: Word; value: Node }[] {
  const mapping = readFreeMapping(node, what, file)
  return (mapping?.keys ?? []).flatMap((key) => {
    const value = mapping?.value(key.text)
    if (value !== undefined && !(isScalar(value) && value.value === '')) return [{ key, value }]
    file.report({ ...key.place, code: 'wrong-shape', message: `\`${key.text}\` is followed by nothing.` })
    return []
  })
}

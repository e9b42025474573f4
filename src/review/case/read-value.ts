import { dayIn, instantIn } from '../../policy/strict-instant'
import { isScalar } from 'yaml'
import type { YamlFile } from '../../policy/read-yaml'
import { suggestion } from '../../policy/suggest'
import { type Mapping, readWord, type Word } from '../../policy/yaml-shape'
import type { MadeUpValue } from '../world/made-up-world'

/** The value of a key, as its type has it; undefined where there is none or it is told to be wrong. */
export function valueAt(
  mapping: Mapping,
  { name, type, file }: { readonly name: string; readonly type: AttributeType; readonly file: YamlFile },
): MadeUpValue | undefined {
  const node = mapping.value(name)
  const word = node === undefined ? null : readWord(node, `\`${name}\``, file)
  if (node === undefined || word === null) return undefined
  if (word.text === 'null' && isScalar(node) && node.type === 'PLAIN') return null
  const value = valueIn(word.text, type)
  if (value !== undefined) return value
  const message = `\`${word.text}\` is not ${sorts[type]}.`
  file.report({ ...word.place, code: 'wrong-type', message })
  return undefined
}

type AttributeType = 'int' | 'string' | 'bool' | 'date' | 'timestamp'

const sorts: Readonly<Record<AttributeType, string>> = {
  int: 'a whole number',
  string: 'a text',
  bool: '`true` or `false`',
  date: 'a day, such as 2026-11-23',
  timestamp: 'an instant, such as 2026-11-23T12:00:00.000Z',
}

function valueIn(text: string, type: AttributeType): MadeUpValue | undefined {
  switch (type) {
    case 'int':
      return /^-?[0-9]+$/.test(text) ? Number(text) : undefined
    case 'bool':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'string':
      return text
    case 'date':
      return dayIn(text)
    case 'timestamp':
      return instantIn(text)?.toISOString()
  }
}

/** The id of a row. Null, and told, where the word is none. */
export function idOf({ text, place }: Word, file: YamlFile): number | null {
  if (/^[1-9][0-9]*$/.test(text)) return Number(text)
  file.report({ ...place, code: 'wrong-shape', message: `\`${text}\` is no id; rows are numbered from 1.` })
  return null
}

/** Tells of a word that nothing is called by, with the one that was perhaps meant. */
export function unknown(
  word: Word,
  { what, all }: { readonly what: string; readonly all: Iterable<string> },
  file: YamlFile,
): void {
  const message = `${what} \`${word.text}\`.`
  file.report({ ...word.place, code: 'unknown-name', message, ...suggestion(word.text, all) })
}

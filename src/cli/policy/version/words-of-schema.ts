import { buildSchema, isNonNullType, isObjectType } from 'graphql'
import type { FieldWords, TypeWords, Vocabulary } from '../../../policy/vocabulary'

/** The fields that another version's schema showed, over the tables of today. */
export function wordsOfSchema(
  text: string,
  today: Vocabulary,
): { readonly vocabulary: Vocabulary; readonly goneTypes: readonly string[] } {
  const schema = buildSchema(text, { assumeValidSDL: true })
  const shown = new Map<string, readonly FieldWords[]>()
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue
    const fields = Object.values(type.getFields())
      .filter(({ name }) => name !== 'id' && name !== 'access')
      .map((field) => ({ name: field.name, nullable: !isNonNullType(field.type) }))
    shown.set(type.name, fields)
  }
  const types = [...today.types].map(([name, words]): [string, TypeWords] => [
    name,
    { ...words, fields: shown.get(name) ?? [] },
  ])
  const nodes = [...shown.keys()].filter((name) => !today.types.has(name))
  return { vocabulary: { ...today, types: new Map(types) }, goneTypes: nodes }
}

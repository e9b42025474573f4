import type { Node } from 'yaml'
import type { YamlFile } from '../../policy/read-yaml'
import { readFreeMapping } from '../../policy/yaml-shape'
import type { Model, TypeModel } from '../../query/model/model'
import { keysOf } from '../world/keys'
import type { MadeUpRow, MadeUpValue, MadeUpWorld } from '../world/made-up-world'
import { idOf, unknown, valueAt } from './read-value'

/** The rows at a node, every type, column and value checked against the schema. */
export function readWorld(node: Node, file: YamlFile, model: Model): MadeUpWorld {
  const types = readFreeMapping(node, '`world`', file)
  const world: Record<string, Record<number, MadeUpRow>> = {}
  for (const name of types?.keys ?? []) {
    const type = model.types.get(name.text)
    const value = types?.value(name.text)
    if (type === undefined) unknown(name, { what: 'There is no type', all: model.types.keys() }, file)
    else if (value !== undefined) world[name.text] = rowsIn(value, type, file)
  }
  return world
}

function rowsIn(node: Node, type: TypeModel, file: YamlFile): Record<number, MadeUpRow> {
  const ids = readFreeMapping(node, `The rows of ${type.name}`, file)
  const rows: Record<number, MadeUpRow> = {}
  for (const id of ids?.keys ?? []) {
    const value = ids?.value(id.text)
    const key = idOf(id, file)
    if (key !== null && value !== undefined) rows[key] = rowIn(value, type, file)
  }
  return rows
}

function rowIn(node: Node, type: TypeModel, file: YamlFile): MadeUpRow {
  const mapping = readFreeMapping(node, `A row of ${type.name}`, file)
  const keys = new Map(keysOf(type).map((relation) => [relation.name, relation]))
  const entries = (mapping?.keys ?? []).flatMap((name): [string, MadeUpValue][] => {
    const attribute = name.text === 'id' ? undefined : type.attributes.get(name.text)
    const words = attribute ?? keys.get(name.text)
    if (words === undefined || mapping === null) {
      const all = [...type.attributes.keys(), ...keys.keys()].filter((one) => one !== 'id')
      unknown(name, { what: `A row of ${type.name} has no`, all }, file)
      return []
    }
    const value = valueAt(mapping, { name: name.text, type: attribute?.type ?? 'int', file })
    if (value === null && !words.nullable) {
      const message = `\`${name.text}\` of a ${type.name} is never null.`
      file.report({ ...name.place, code: 'never-null', message })
    }
    if (typeof value === 'string' && attribute?.values !== undefined && !attribute.values.includes(value)) {
      unknown({ ...name, text: value }, { what: `\`${name.text}\` is never`, all: attribute.values }, file)
    }
    return value === undefined ? [] : [[name.text, value]]
  })
  return Object.fromEntries(entries)
}

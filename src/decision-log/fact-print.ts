import { createHmac, hkdfSync } from 'node:crypto'
import type { Row } from '../policy/match'
import type { PathTree } from '../policy/needed-paths'
import type { Tree } from './decision-entry'

/** The key that facts are hashed with: derived from the secret of the installation, and used for nothing else. */
export function factKey(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'mandate decision log facts', 32))
}

/**
 * A keyed hash of those facts of a row that a tree of paths names. WHY keyed: a status or an amount has few values;
 * whoever reads the log could try them all.
 */
export function factPrint(key: Buffer, row: Row | null, tree: Tree): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(picked(row, tree)))
    .digest('base64url')
    .slice(0, 22)
}

/** Paths in a fixed order, as data. */
export function treeOf({ attributes, relations }: PathTree): Tree {
  return {
    attributes: [...attributes].sort(),
    relations: Object.fromEntries([...relations].sort(byName).map(([name, inner]) => [name, treeOf(inner)])),
  }
}

export function pathsOf({ attributes, relations }: Tree): PathTree {
  return {
    attributes: new Set(attributes),
    relations: new Map(Object.entries(relations).map(([name, inner]) => [name, pathsOf(inner)])),
  }
}

/** Everything that either tree names. */
export function bothPaths(one: PathTree, other: PathTree): PathTree {
  const names = new Set([...one.relations.keys(), ...other.relations.keys()])
  const none: PathTree = { attributes: new Set(), relations: new Map() }
  return {
    attributes: new Set([...one.attributes, ...other.attributes]),
    relations: new Map(
      [...names].map((name) => [
        name,
        bothPaths(one.relations.get(name) ?? none, other.relations.get(name) ?? none),
      ]),
    ),
  }
}

function picked(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) {
    // INVARIANT: the order in which rows are found is no fact.
    return value.map((one: unknown) => JSON.stringify(picked(one, tree))).sort()
  }
  if (typeof value !== 'object' || value === null) return null
  const row = value as Row
  return [
    tree.attributes.map((name) => row[name] ?? null),
    Object.entries(tree.relations).map(([name, inner]) => picked(row[name], inner)),
  ]
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}

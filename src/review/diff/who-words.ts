import type { PrincipalShape } from './principal-shapes'

/**
 * A set of shapes in the words of the classes: the fewest, largest classes all of whose people are among them, and the
 * rest one by one.
 */
export function whoWords(
  shapes: ReadonlySet<PrincipalShape>,
  all: readonly PrincipalShape[],
): readonly string[] {
  if (shapes.size === all.length) return ['everyone']
  const people = new Map<string, PrincipalShape[]>()
  for (const shape of all) {
    for (const name of shape.classes) people.set(name, [...(people.get(name) ?? []), shape])
  }
  const fitting = [...people].filter(([, members]) => members.every((shape) => shapes.has(shape)))
  const left = new Set(shapes)
  const words: string[] = []
  for (;;) {
    const [best] = fitting
      .map(([name, members]) => ({
        name,
        members,
        covers: members.filter((shape) => left.has(shape)).length,
      }))
      .filter(({ covers }) => covers > 0)
      .sort((one, other) => other.covers - one.covers || (one.name < other.name ? -1 : 1))
    if (best === undefined) break
    words.push(best.name)
    for (const shape of best.members) left.delete(shape)
  }
  return [...words.sort(), ...[...left].map(shapeWords)]
}

function shapeWords({ example: { user, role, accounting, partner, staff } }: PrincipalShape): string {
  if (user === null) return 'the signed-out'
  if (staff !== null) return `staff ${staff}`
  if (role === null) return 'users without an Organisation'
  return [
    role,
    ...(accounting ? ['with accounting'] : []),
    ...(partner === null ? [] : ['of a Partner']),
  ].join(' ')
}

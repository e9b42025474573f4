import type { Named } from '../story'

/** The thing of that name in a story; a name nobody tells of is a mistake in the story. */
export function named<T>(things: Named<T>, name: string): T {
  const thing = things[name]
  if (thing === undefined) throw new Error(`The demo world has nobody and nothing called \`${name}\` there.`)
  return thing
}

import { demoWorld } from './demo-world'

/** What the demo world's rows are called: `invoice/lakeside-before-switch` → `Invoice:4`. */
export const names: ReadonlyMap<string, string> = demoWorld.names

/** The external id behind a name; a name that does not exist is a mistake of whoever asks. */
export function idOf(name: string): string {
  const id = names.get(name)
  if (id === undefined) throw new Error(`The demo world has no \`${name}\`.`)
  return id
}

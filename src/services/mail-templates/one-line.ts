import { flat } from './flat'

/**
 * Text from outside as part of one line, cut where it is very long. WHY: a name with a line break in it could end a
 * mail's header and begin another one, or pretend to be a sentence of ours.
 */
export function oneLine(text: string): string {
  const line = flat(text)
  const characters = Array.from(line)
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : line
}

const longest = 250

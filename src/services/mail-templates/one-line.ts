/**
 * Text from outside as part of one line: line breaks, control characters and those that turn the direction of
 * writing become a space. WHY: a name with a line break in it could end a mail's header and begin another one,
 * or pretend to be a sentence of ours.
 */
export function oneLine(text: string): string {
  const flat = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const characters = Array.from(flat)
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : flat
}

const longest = 250

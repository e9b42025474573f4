/**
 * Text from outside on one line, of any length: line breaks, control characters and those that turn the direction of
 * writing become a space.
 */
export function flat(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

import type { Scalar } from 'yaml'

/**
 * For each character of a scalar's value, where it stands in the file. A value loses its quotes, escapes and
 * line breaks on the way out of YAML; a mistake in it must still be shown where the author wrote it.
 *
 * INVARIANT: characters other than white space appear in value and source in the same order, so aligning these
 * is enough; white space inside a condition never carries a mistake.
 */
export function sourcePositions(scalar: Scalar, source: string): readonly number[] {
  const [start, end] = scalar.range ?? [0, 0]
  const value = String(scalar.value)
  const double = scalar.type === 'QUOTE_DOUBLE'
  const positions: number[] = []
  let at = firstOf(scalar, source, start)
  for (const character of value.split('')) {
    if (isSpace(character)) {
      positions.push(at)
      continue
    }
    at = nextVisible(source, at, double)
    positions.push(at)
    at += widthAt({ source, at, scalar })
  }
  positions.push(Math.min(at, Math.max(start, end)))
  return positions
}

/** Where the text begins: behind a quote, or on the line after a block scalar's header. */
function firstOf(scalar: Scalar, source: string, start: number): number {
  switch (scalar.type) {
    case 'QUOTE_DOUBLE':
    case 'QUOTE_SINGLE':
      return start + 1
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL': {
      const header = source.indexOf('\n', start)
      return header < 0 ? start : nextVisible(source, header + 1, false)
    }
    default:
      return start
  }
}

function nextVisible(source: string, from: number, escapes: boolean): number {
  let at = from
  while (at < source.length) {
    if (isSpace(source[at])) at += 1
    else if (escapes && source[at] === '\\' && /[\sntrevfab0_NLP]/.test(source[at + 1] ?? '')) at += 2
    else break
  }
  return at
}

function widthAt(here: { source: string; at: number; scalar: Scalar }): number {
  const { source, at, scalar } = here
  if (scalar.type === 'QUOTE_SINGLE' && source.startsWith("''", at)) return 2
  if (scalar.type !== 'QUOTE_DOUBLE' || source[at] !== '\\') return 1
  const lengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }
  return lengths[source[at + 1] ?? ''] ?? 2
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character)
}

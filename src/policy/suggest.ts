import { distance } from 'fastest-levenshtein'

/** "did you mean `x`?", for the known word nearest to a mistaken one; nothing where none is near. */
export function suggest(word: string, known: Iterable<string>): string | undefined {
  const nearest = nearestOf(word, known)
  return nearest === undefined ? undefined : `did you mean \`${nearest}\`?`
}

/** A `suggestion` property where there is one to make. */
export function suggestion(word: string, known: Iterable<string>): { readonly suggestion?: string } {
  const text = suggest(word, known)
  return text === undefined ? {} : { suggestion: text }
}

function nearestOf(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase()
  const swapped = swappedOnce(wanted)
  let nearest: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const edits = editsBetween(wanted, swapped, candidate.toLowerCase())
    if (edits >= least) continue
    least = edits
    nearest = candidate
  }
  return nearest
}

/** WHY swaps apart: two neighbours that changed places are one slip (`pya`), but two edits to the library. */
function editsBetween(word: string, swapped: readonly string[], candidate: string): number {
  return Math.min(distance(word, candidate), ...swapped.map((one) => distance(one, candidate) + 1))
}

/** WHY bounded: longer words have room for two edits more, and a hostile one must not cost its length times itself. */
const MOST_SWAPS = 40

function swappedOnce(word: string): readonly string[] {
  const pairs = Array.from({ length: Math.max(0, Math.min(word.length - 1, MOST_SWAPS)) }, (_, at) => at)
  return pairs.map((at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2))
}

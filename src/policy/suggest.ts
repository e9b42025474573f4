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
  let nearest: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const distance = distanceBetween(wanted, candidate.toLowerCase())
    if (distance >= least) continue
    least = distance
    nearest = candidate
  }
  return nearest
}

/** Edits between two words; two neighbours changing places count as one. */
function distanceBetween(left: string, right: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1
      let best = Math.min(at(row, j - 1) + 1, at(last, j) + 1, at(last, j - 1) + same)
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        best = Math.min(best, at(beforeLast, j - 2) + 1)
      }
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return at(last, right.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}

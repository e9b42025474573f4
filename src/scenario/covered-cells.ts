import type { ScenarioBook } from './scenario'

/** Every cell of the table, and whether some scenario proves it. */
export function coveredCells(book: ScenarioBook): {
  readonly covered: readonly string[]
  readonly missing: readonly string[]
} {
  const proved = new Set(book.scenarios.flatMap(({ proofs }) => proofs.map((proof) => proof.cell)))
  const cells = [...book.principals.keys()].flatMap((principal) =>
    [...book.columns.keys()].map((letter) => `${principal}/${letter}`),
  )
  return {
    covered: cells.filter((cell) => proved.has(cell)),
    missing: cells.filter((cell) => !proved.has(cell)),
  }
}

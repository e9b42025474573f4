import { assumeSlots } from '../../policy/assume'
import { type Slots } from '../../policy/compile/class-policy'
import { allOf, anyOf, type Condition } from '../../policy/condition'
import { type Database } from '../../read/read-context'
import { type Fragment, parametersOf, sql } from '../../read/sql/fragment'
import { type Pairing, pairsSql, principalsSql, rowCountSql } from './pairs-sql'
import { conditionOfPiece, isPossible, type Piece, piecesOf } from './pieces'

/** For how many rows a condition holds, for each principal for whom it holds for any. */
export type PairCounts = ReadonlyMap<number, PairCount>

export interface PairCount {
  readonly rows: number
  /** The id of one of the rows; absent where they were counted without being looked at. */
  readonly first?: number
}

export interface Counting extends Pairing {
  readonly database: Database
  /** Holds the clock. */
  readonly slots: Slots
}

/** How often pieces may lie in each other before they are looked at pair by pair. */
const DEEPEST = 4

/**
 * The rows for which a condition holds, counted for each principal of a source, by a fixed number of statements.
 *
 * Pieces that tie principal and row are joined. A piece about each of them alone is a product: it counts as
 * many rows for each of its principals, less those that the other pieces count, or that it refuses itself.
 */
export async function countPairs(counting: Counting, condition: Condition): Promise<PairCounts> {
  const counts = new Map<number, { rows: number; first?: number }>()
  await count(counting, assumeSlots(condition, counting.source.constants), {
    depth: 0,
    add: (principal, rows, first) => {
      const known = counts.get(principal) ?? { rows: 0 }
      counts.set(principal, {
        rows: known.rows + rows,
        ...earliest(known.first, first),
      })
    },
  })
  return new Map([...counts].filter(([, { rows }]) => rows > 0))
}

function earliest(known: number | undefined, found: number | undefined): { readonly first?: number } {
  if (known === undefined) return found === undefined ? {} : { first: found }
  return { first: found === undefined ? known : Math.min(known, found) }
}

interface Tally {
  readonly depth: number
  readonly add: (principal: number, rows: number, first?: number) => void
}

async function count(counting: Counting, condition: Condition, tally: Tally): Promise<void> {
  if (condition.op === 'false') return
  const pieces = piecesOf(condition)
  if (tally.depth >= DEEPEST) return join(counting, pieces, tally)
  const isProduct = (piece: Piece): boolean => piece.both.length === 0
  const products = pieces.filter(isProduct)
  const others = pieces.filter((piece) => !isProduct(piece))
  await join(counting, others, tally)
  for (const [index, piece] of products.entries()) {
    const before = [...others, ...products.slice(0, index)].map(conditionOfPiece)
    await multiply(counting, piece, { ...tally, before })
  }
}

/** The principals times the rows, less the pairs that are counted already or refused. */
async function multiply(
  counting: Counting,
  piece: Piece,
  { depth, add, before }: Tally & { readonly before: readonly Condition[] },
): Promise<void> {
  const [total] = await run(counting, rowCountSql(counting, piece.row))
  const rows = Number(total?.['n'] ?? 0)
  if (rows === 0) return
  const principals = await run(counting, principalsSql(counting, piece.principal))
  if (principals.length === 0) return
  for (const { principal } of principals) add(Number(principal), rows)
  const except = allOf([piece.principal, piece.row, anyOf([...piece.not, ...before])])
  await count(counting, except, { depth: depth + 1, add: (principal, n) => add(principal, -n) })
}

/** The pairs of these pieces, each counted by the first piece that has it. */
async function join(counting: Counting, pieces: readonly Piece[], { add }: Tally): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    const before = pieces.slice(0, index).map(conditionOfPiece)
    const own = { ...piece, not: [...piece.not, ...before] }
    if (!isPossible(own)) continue
    const pairs = pairsSql(counting, own)
    const found = await run(
      counting,
      sql`SELECT d.principal AS principal, COUNT(*) AS n, MIN(d.matching) AS matching FROM (${pairs}) d GROUP BY d.principal`,
    )
    for (const { principal, n, matching } of found) add(Number(principal), Number(n), Number(matching))
  }
}

function run({ database, slots }: Counting, statement: Fragment) {
  return database.query(statement.text, parametersOf(statement, slots))
}

import { type Transaction } from '../../src/write/transaction'

const A_TIME = 500

/**
 * Gives changes their place in the feed, in the order in which they are found committed. Returns how many got one.
 * INVARIANT: a place is given after the commit and never below one that was given before, so that whoever has read up to a
 * place has missed nothing. Two workers at once cannot give the same place: it is unique.
 */
export async function placeChanges({ manager }: Transaction): Promise<number> {
  const found = await manager.query<readonly { readonly id: number }[]>(
    `SELECT id FROM changes WHERE position IS NULL ORDER BY id LIMIT ${A_TIME}`,
  )
  if (found.length === 0) return 0
  const [last] = await manager.query<readonly { readonly position: number | null }[]>(
    'SELECT MAX(position) AS position FROM changes',
  )
  const after = last?.position ?? 0
  const ids = found.map(({ id }) => id)
  await manager.query(
    `UPDATE changes SET position = CASE id ${'WHEN ? THEN ? '.repeat(ids.length)}END
     WHERE position IS NULL AND id IN (${ids.map(() => '?').join(', ')})`,
    [...ids.flatMap((id, index) => [id, after + index + 1]), ...ids],
  )
  return found.length
}

import DataLoader from 'dataloader'
import type { Row } from '../policy/match'
import type { FactSource, WantedFacts } from './read-facts'
import { readFacts } from './read-facts'

/** The facts of single rows, for whoever decides row by row: what is asked for together is one set of statements. */
export type FactLoader = DataLoader<number, Row | null>

/**
 * A loader for one type and one set of paths. A row that does not exist is null.
 *
 * INVARIANT: nothing is remembered beyond the batch; a change of facts is seen by the next question.
 */
export function factLoader(source: FactSource, wanted: WantedFacts): FactLoader {
  return new DataLoader<number, Row | null>(
    async (ids) => {
      const rows = await readFacts(source, wanted, ids)
      return ids.map((id) => rows.get(id) ?? null)
    },
    { cache: false },
  )
}

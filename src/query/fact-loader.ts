import DataLoader from 'dataloader'
import type { Row } from '../policy/match'
import type { FactSource, WantedFacts } from './read-facts'
import { readFacts } from './read-facts'

/** Loads facts of single rows, for whoever decides row by row: what is asked for together is one set of statements. */
export interface FactLoader {
  readonly wanted: WantedFacts
  /** Null for a row that does not exist. */
  load(id: number): Promise<Row | null>
}

/**
 * Loaders by name, each made when it is first asked for: of a type, or of an edge of it.
 *
 * INVARIANT: nothing is remembered beyond the batch; a change of facts is seen by the next question.
 */
export function factLoaders(
  source: FactSource,
  wantedOf: (name: string) => WantedFacts,
): (name: string) => FactLoader {
  const made = new Map<string, FactLoader>()
  return (name) => {
    const loader = made.get(name) ?? factLoader(source, wantedOf(name))
    made.set(name, loader)
    return loader
  }
}

function factLoader(source: FactSource, wanted: WantedFacts): FactLoader {
  const batches = new DataLoader<number, Row | null>(
    async (ids) => {
      const rows = await readFacts(source, wanted, ids)
      return ids.map((id) => rows.get(id) ?? null)
    },
    { cache: false },
  )
  return { wanted, load: (id) => batches.load(id) }
}

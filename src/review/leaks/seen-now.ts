import type { Bench } from './bench'
import { storedWorld } from './stored-world'
import { type Seeing, type WorldView, worldView } from './world-view'

/** What a principal may see of the database as the bench's transaction has it now. */
export async function seenNow({ runner, dataSource }: Bench, seeing: Seeing): Promise<WorldView> {
  return worldView(seeing, await storedWorld(runner, dataSource.entityMetadatas))
}

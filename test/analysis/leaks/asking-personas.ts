import { type DataSource } from 'typeorm'
import { type Asking } from '../../../src/analysis/leaks/find-leaks'
import { actingAs, everybody } from '../../support/acting-as'

/** Everybody of the demo world with a name, and nobody. */
export async function askingPersonas(dataSource: DataSource): Promise<readonly Asking[]> {
  const asking: Asking[] = []
  for (const name of everybody) asking.push({ name, principal: await actingAs(dataSource, name) })
  return asking
}

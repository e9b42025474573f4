import { type DataSource } from 'typeorm'
import { personas } from '../../schema/world/demo/personas'
import { personaPrincipal } from '../../src/cli/policy/current-database'
import { type Principal, SIGNED_OUT } from '../../src/policy/principal'
import { readDatabase } from '../../src/read/read-context'
import { type TestDatabase } from './test-databases'

/** Everybody of the demo world, and nobody. */
export const everybody: readonly string[] = [...personas.map((one) => one.key), 'nobody']

/**
 * The principals of a test that repeats itself for each of them. On MariaDB it is every third in the ordinary run: what is tried there is the
 * SQL of the same plans.
 */
export function askersOn(database: TestDatabase['name']): readonly string[] {
  const isEvery = database === 'SQLite' || process.env['DEEP'] !== undefined
  return everybody.filter((_, index) => isEvery || index % 6 === 0)
}

/** Who a persona of the demo world is, as the database says now. */
export async function actingAs(dataSource: DataSource, key: string): Promise<Principal> {
  if (key === 'nobody') return SIGNED_OUT
  const persona = personas.find((one) => one.key === key)
  const principal =
    persona === undefined ? undefined : await personaPrincipal(readDatabase(dataSource), persona)
  if (principal === undefined) throw new Error(`Nobody acts as ${key}`)
  return principal
}

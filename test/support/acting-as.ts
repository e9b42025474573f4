import { type DataSource } from 'typeorm'
import { personas } from '../../schema/world/demo/personas'
import { personaPrincipal } from '../../src/cli/policy/current-database'
import { type Principal, SIGNED_OUT } from '../../src/policy/principal'
import { readDatabase } from '../../src/read/read-context'

/** Everybody of the demo world, and nobody. */
export const everybody: readonly string[] = [...personas.map((one) => one.key), 'nobody']

/** Who a persona of the demo world is, as the database says now. */
export async function actingAs(dataSource: DataSource, key: string): Promise<Principal> {
  if (key === 'nobody') return SIGNED_OUT
  const persona = personas.find((one) => one.key === key)
  const principal =
    persona === undefined ? undefined : await personaPrincipal(readDatabase(dataSource), persona)
  if (principal === undefined) throw new Error(`Nobody acts as ${key}`)
  return principal
}

import { randomBytes } from 'node:crypto'
import type { Assembled } from '../../assemble'
import type { ConnectedDatabase } from '../../data/connected-database'
import type { Principal } from '../../policy/principal'
import { SIGNED_OUT } from '../../policy/principal'
import type { FactSource } from '../../query/read-facts'
import { readDatabase } from '../../query/read-database'
import { NOBODY } from '../../scenario/scenario'
import type { Persona } from '../persona'
import { personaPrincipal } from '../persona-principal'
import type { PolicyParts } from './policy-parts'

/** A database that holds the demo world, with the policies over it. */
export interface DemoHouse {
  readonly mandate: Assembled
  readonly dataSource: ConnectedDatabase
  readonly facts: FactSource
  readonly principalOf: (persona: string) => Promise<Principal>
  close(): Promise<void>
}

/** Makes a database at an address, which must not hold anything yet, and fills it with the demo world. */
export async function makeDemoHouse(parts: PolicyParts, address: string): Promise<DemoHouse> {
  const dataSource = await parts.open(address, { connections: 4, statementTimeoutSeconds: 60 })
  try {
    const house = houseOn(parts, dataSource)
    await parts.fillDemoWorld(dataSource)
    return house
  } catch (problem) {
    await dataSource.destroy()
    throw problem
  }
}

/** The policies over a database that is open, which is closed with the house. */
export function houseOn(parts: PolicyParts, dataSource: ConnectedDatabase): DemoHouse {
  const mandate = parts.mandateOn(dataSource, { secret: randomBytes(32), maximumCost: 1_000_000 })
  const facts = { database: readDatabase(dataSource), model: mandate.model }
  const principals = new Map<string, Promise<Principal>>()
  const principalOf = (key: string): Promise<Principal> => {
    const known = principals.get(key) ?? find(facts, parts.personas, key)
    principals.set(key, known)
    return known
  }
  return { mandate, dataSource, facts, principalOf, close: () => dataSource.destroy() }
}

async function find(facts: FactSource, personas: readonly Persona[], key: string): Promise<Principal> {
  if (key === NOBODY) return SIGNED_OUT
  const persona = personas.find((one) => one.key === key)
  const principal = persona === undefined ? undefined : await personaPrincipal(facts.database, persona)
  if (principal === undefined) throw new Error(`This database has nobody like the persona ${key}.`)
  return principal
}

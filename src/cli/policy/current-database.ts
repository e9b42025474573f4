import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type Assembled } from '../../app/assemble'
import { type ConnectedDatabase } from '../../platform/database/transaction'
import { type Principal, SIGNED_OUT } from '../../policy/principal'
import { MEMBER_COLUMNS, PARTNER_JOIN, principalOf, type PrincipalRow } from '../../read/principal-row'
import { type Database, readDatabase } from '../../read/read-context'
import { type FactSource } from '../../read/read-facts'
import { NOBODY } from '../../testing/scenarios/scenario'
import { type DemoPersona } from '../persona'
import { type PolicyParts } from './policy-files'

/** A database that holds the demo world, with the policies over it. */
export interface DemoDatabase {
  readonly mandate: Assembled
  readonly dataSource: ConnectedDatabase
  readonly facts: FactSource
  readonly principalOf: (persona: string) => Promise<Principal>
  close(): Promise<void>
}

/** Makes a database at an address, which must be empty, and fills it with the demo world. */
export async function makeDemoDatabase(parts: PolicyParts, address: string): Promise<DemoDatabase> {
  const dataSource = await parts.open(address, { connections: 4, statementTimeoutSeconds: 60 })
  try {
    const demo = demoDatabaseOn(parts, dataSource)
    await parts.fillDemoWorld(dataSource)
    return demo
  } catch (problem) {
    await dataSource.destroy()
    throw problem
  }
}

/** The policies over an open database; closing this closes the database. */
function demoDatabaseOn(parts: PolicyParts, dataSource: ConnectedDatabase): DemoDatabase {
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

async function find(facts: FactSource, personas: readonly DemoPersona[], key: string): Promise<Principal> {
  if (key === NOBODY) return SIGNED_OUT
  const persona = personas.find((one) => one.key === key)
  const principal = persona === undefined ? undefined : await personaPrincipal(facts.database, persona)
  if (principal === undefined) throw new Error(`This database does not hold the persona ${key}.`)
  return principal
}

/** The policies over the database in use. Nothing is written to it. */
export async function openCurrentDatabase(
  parts: PolicyParts,
  address = process.env['DATABASE_URL'],
): Promise<DemoDatabase> {
  const { dataSource } = await describeCurrentDatabase(parts, address, 60)
  try {
    return demoDatabaseOn(parts, dataSource)
  } catch (problem) {
    await dataSource.destroy()
    throw problem
  }
}

/** The default database of `npm start`. */
const EMBEDDED = 'data/mandate.db'

interface DatabaseInUse {
  /** Its name in reports; never its address, which may hold a password. */
  readonly name: string
  readonly dataSource: ConnectedDatabase
}

/** Opens the database at an address; without one, the embedded database; if that does not exist yet, the demo world in memory. */
export async function describeCurrentDatabase(
  parts: Pick<PolicyParts, 'open' | 'fillDemoWorld'>,
  address: string | undefined,
  statementTimeoutSeconds: number,
): Promise<DatabaseInUse> {
  const settings = { connections: 2, statementTimeoutSeconds }
  if (address !== undefined) {
    return { name: 'the database in use', dataSource: await parts.open(address, settings) }
  }
  if (existsSync(EMBEDDED)) {
    return { name: 'the embedded database', dataSource: await parts.open(`sqlite:${EMBEDDED}`, settings) }
  }
  const dataSource = await parts.open('sqlite::memory:', settings)
  try {
    await parts.fillDemoWorld(dataSource)
    return { name: 'the demo world', dataSource }
  } catch (problem) {
    await dataSource.destroy()
    throw problem
  }
}

/**
 * The principal of a persona, as its session or API token would give it, acting in its Organisation or in none; undefined
 * if the database does not hold the persona.
 */
export async function personaPrincipal(
  database: Database,
  { ids, email, token }: Pick<DemoPersona, 'ids' | 'email' | 'token'>,
): Promise<Principal | undefined> {
  const [row] = await database.query(
    `SELECT u.id AS user_id, ${MEMBER_COLUMNS}
     FROM users u LEFT JOIN memberships m ON m.user_id = u.id AND m.organisation_id = ? ${PARTNER_JOIN}
     WHERE u.id = ? AND u.email = ? AND (m.id IS NOT NULL OR ? = 0)`,
    [ids.organisation ?? 0, ids.user, email, ids.organisation ?? 0],
  )
  // The driver answers with the columns named in the statement above.
  const person = row === undefined ? undefined : principalOf(row as unknown as PrincipalRow)
  if (person === undefined || token === undefined) return person
  return { ...person, token: true, scopes: token.scopes }
}

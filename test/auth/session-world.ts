import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { personas } from '../../schema/world/demo/personas'
import { type SqlDatabase } from '../../src/platform/database/transaction'
import { type Answer, codes, post, type ProbeParts, type Running, startProbe } from '../http/start-probe'

/** Somebody of the demo world. */
export function persona(key: string): (typeof personas)[number] {
  const found = personas.find((one) => one.key === key)
  if (found === undefined) throw new Error(`No persona ${key}`)
  return found
}

export const organisationOf = (key: string): string => `Organisation:${persona(key).ids.organisation}`

/** A gateway over the demo world that counts the statements it sends. */
export interface SessionWorld extends Running {
  readonly statements: string[]
}

export async function startOn(
  database: DataSource,
  parts: Omit<ProbeParts, 'database'> = {},
): Promise<SessionWorld> {
  const statements: string[] = []
  const counted: SqlDatabase = {
    query: (sql, parameters) => {
      statements.push(sql)
      return database.query(sql, parameters)
    },
  }
  return { ...(await startProbe({ ...parts, database: counted })), statements }
}

export async function demoWorldOn(open: () => Promise<DataSource>): Promise<DataSource> {
  const database = await open()
  await fillDemoWorld(database)
  return database
}

const SIGN_IN = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    sessionToken
    userErrors { code reason field message }
    viewer { user { id } organisation { id } role accounting }
  }
}`

export interface Attempt {
  readonly email: string
  readonly password: string
  readonly code?: string
}

export function attempt(
  world: Running,
  input: Attempt,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return post(world.graphql, { query: SIGN_IN, variables: { input } }, headers)
}

/** The token of a session as this persona. */
export async function tokenOf(world: Running, key: string): Promise<string> {
  const { email, password } = persona(key)
  const answer = await attempt(world, { email, password })
  return answer.body.data.signIn.sessionToken as string
}

const VIEWER = '{ viewer { user { id } organisation { id } role accounting } }'

/** Who the server takes a caller for. */
/** Who a request is answered as; `refused` where its credentials do not hold. */
export async function viewer(world: Running, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const answer = await post(world.graphql, { query: VIEWER }, headers)
  return answer.status === 401 ? `401 ${codes(answer).join()}` : answer.body.data?.viewer
}

/** The answer to credentials that are sent and do not hold. */
export const refused = '401 UNAUTHENTICATED'

export const nobody = { user: null, organisation: null, role: null, accounting: false }

export const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` })

const SWITCH = `mutation Switch($input: SwitchOrganisationInput!) {
  switchOrganisation(input: $input) { viewer { organisation { id } role } userErrors { code field message } }
}`

export function switchTo(
  world: Running,
  organisationId: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  return post(world.graphql, { query: SWITCH, variables: { input: { organisationId } } }, headers)
}

import { type ServerResponse } from 'node:http'
import { type SqlDatabase } from './sql-database'

/** The process runs and answers. */
export function answerHealth(response: ServerResponse): void {
  send(response, 200, { status: 'ok' })
}

export interface Readiness {
  readonly database: SqlDatabase
  readonly policyVersion: string
  readonly stopping: () => boolean
}

/** Whether requests may be sent here: the database answers within a second, and the gateway is not stopping. */
export async function answerReadiness(readiness: Readiness, response: ServerResponse): Promise<void> {
  const { policyVersion } = readiness
  if (readiness.stopping()) {
    send(response, 503, { status: 'stopping', policyVersion })
    return
  }
  const reachable = await pingWithin(readiness.database, 1000)
  send(response, reachable ? 200 : 503, {
    status: reachable ? 'ready' : 'database unreachable',
    policyVersion,
  })
}

async function pingWithin(database: SqlDatabase, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)))
  const ping = database.query('SELECT 1', []).then(
    () => true,
    () => false,
  )
  const reachable = await Promise.race([ping, late])
  clearTimeout(timer)
  return reachable
}

function send(response: ServerResponse, status: number, body: Readonly<Record<string, string>>): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(`${JSON.stringify(body)}\n`)
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openDatabaseAt } from '../ormconfig'
import { demoPassword } from '../schema/world/demo-password'

/** No attack is watched for longer. */
const WATCHED_MS = 4000
const TRIVIAL = '{ viewer { user { id } organisation { id } } }'

/** Relations within relations: for each client all clients of its Partner, and for each of those all once more. */
const NESTED = `{ organisations(first: 100, filter: { partnerships: { every: { partner: { clients: { every: { client: {
  partnerships: { every: { partner: { clients: { every: { client: { products: { every: {
  not: { name: { eq: "zz" } } } } } } } } } } } } } } } } }) { totalCount nodes { id } } }`
const MANY = `{ ${Array.from(
  { length: 10 },
  (_none, at) =>
    `a${at}: invoices(first: 100, filter: { lines: { some: { description: { contains: "q${at}" } } } }) { totalCount nodes { id } }`,
).join(' ')} }`
const PASSWORDS = `mutation { ${Array.from(
  { length: 30 },
  (_none, at) =>
    `a${at}: changePassword(input: { currentPassword: "wrong", newPassword: "Another-secret-${at}" }) { userErrors { code } }`,
).join(' ')} }`

/** What an attacker sends, again and again. */
const attacks = { 'nothing else': undefined, passwords: PASSWORDS, 'nested every': NESTED, 'ten lists': MANY }

void main()

/** How long another caller's trivial read takes beside attacks, and how soon a gateway ends that is attacked. */
async function main(): Promise<void> {
  const address = process.env['DATABASE_URL'] ?? 'sqlite:data/mandate.db'
  const folder = mkdtempSync(join(tmpdir(), 'mandate-attacks-'))
  const gateway = await start(address, folder)
  console.log(
    `${address.split(':')[0] ?? ''} on ${availableParallelism()} processors, Node ${process.version}`,
  )
  console.log('beside | reads | p50 ms | p99 ms | max ms | healthz max ms | attacks answered')
  try {
    const [attacker, victim] = await twoPeople(address, gateway.url)
    for (const [name, attack] of Object.entries(attacks))
      await watch(gateway.url, { name, attack, attacker, victim })
    for (let turn = 0; turn < 4; turn += 1) void send(gateway.url, NESTED, attacker).catch(() => undefined)
    await setTimeout(300)
    const stopped = performance.now()
    gateway.child.kill('SIGTERM')
    await Promise.race([once(gateway.child, 'exit'), setTimeout(20_000)])
    console.log(
      `SIGTERM beside nested every, grace 1000 ms: gone after ${(performance.now() - stopped).toFixed(0)} ms`,
    )
  } finally {
    gateway.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

type Headers = Readonly<Record<string, string>>

interface Watched {
  readonly name: string
  readonly attack: string | undefined
  readonly attacker: Headers
  readonly victim: Headers
}

async function watch(url: string, { name, attack, attacker, victim }: Watched): Promise<void> {
  const until = performance.now() + WATCHED_MS
  let answered = 0
  const flood = async (): Promise<void> => {
    while (attack !== undefined && performance.now() < until) {
      await send(url, attack, attacker).catch(() => undefined)
      answered += 1
      await setTimeout(5)
    }
  }
  const attacking = [1, 2, 3, 4].map(flood)
  await setTimeout(100)
  const reads: number[] = []
  const health: number[] = []
  while (performance.now() < until) {
    reads.push(await timed(() => send(url, TRIVIAL, victim)))
    health.push(await timed(() => fetch(`${url}/healthz`)))
    await setTimeout(10)
  }
  await Promise.race([Promise.all(attacking), setTimeout(40_000)])
  const at = (share: number): string => (reads[Math.floor((reads.length - 1) * share)] ?? 0).toFixed(1)
  reads.sort((a, b) => a - b)
  console.log(
    [name, reads.length, at(0.5), at(0.99), at(1), Math.max(...health).toFixed(1), answered].join(' | '),
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work().catch(() => undefined)
  return performance.now() - start
}

async function send(url: string, query: string, headers: Headers): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(60_000),
  })
  return response.json()
}

interface Started {
  readonly child: ChildProcess
  readonly url: string
}

async function start(address: string, folder: string): Promise<Started> {
  const env = {
    ...{ PATH: process.env['PATH'], DATA_DIR: folder, DATABASE_URL: address, PORT: '0', JOBS: 'off' },
    ...{ LOG_LEVEL: 'silent', SHUTDOWN_MS: '1000', REQUESTS_PER_MINUTE: '1000000', DEMO: 'false' },
    ...{ COST_PER_MINUTE: '1000000000', SIGN_IN_ATTEMPTS_PER_ACCOUNT: '10000', MAX_COST: '50000' },
  }
  const child = spawn(process.execPath, ['-r', '@swc-node/register', 'src/main.ts', 'serve'], { env })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()))
  for (;;) {
    const url = /Mandate answers on (\S+)/.exec(said)?.[1]
    if (url !== undefined) return { child, url }
    if (child.exitCode !== null) throw new Error(`The gateway ended:\n${said}`)
    await setTimeout(50)
  }
}

/** The people of two of the largest Partners, signed in. */
async function twoPeople(address: string, url: string): Promise<readonly [Headers, Headers]> {
  const database = await openDatabaseAt(address)
  const rows = await database.query<{ email: string }[]>(
    `SELECT MIN(u.email) AS email, p.partner_id, COUNT(*) AS clients
     FROM partnerships p JOIN memberships m ON m.organisation_id = p.partner_id AND m.role = 'OWNER'
     JOIN users u ON u.id = m.user_id
     WHERE p.status = 'ACTIVE' GROUP BY p.partner_id ORDER BY clients DESC LIMIT 2`,
  )
  await database.destroy()
  const [first, second] = await Promise.all(rows.map(({ email }) => signedIn(url, email)))
  if (first === undefined || second === undefined)
    throw new Error('The world has no two Partners with an owner.')
  return [first, second]
}

async function signedIn(url: string, email: string): Promise<Headers> {
  const query = `mutation { signIn(input: { email: "${email}", password: "${demoPassword}" }) { sessionToken } }`
  const { data } = (await send(url, query, {})) as { data: { signIn: { sessionToken: string | null } } }
  return { authorization: `Bearer ${data.signIn.sessionToken ?? ''}` }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

let folder: string
let gateway: ChildProcess | undefined

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mandate-demo-'))
})
afterEach(() => {
  gateway?.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true }))
jest.setTimeout(120_000)

/** The gateway as it is started by hand; what it said until it answered or ended. */
async function start(environment: Readonly<Record<string, string>>): Promise<string> {
  const env = { PATH: process.env['PATH'], DATA_DIR: folder, PORT: '0', JOBS: 'off', ...environment }
  const child = spawn(process.execPath, ['-r', '@swc-node/register', 'src/main.ts', 'serve'], { env })
  gateway = child
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()))
  while (!said.includes('Mandate answers') && child.exitCode === null) await setTimeout(50)
  return said
}

async function stop(): Promise<void> {
  const end = gateway === undefined ? undefined : once(gateway, 'exit')
  gateway?.kill('SIGTERM')
  await end
}

/** WHY not fetch: it says the host of the address, and nothing else. */
function ask(
  url: string,
  path: string,
  host: string,
): Promise<{ status: number; world: unknown; text: string }> {
  return new Promise((resolve, reject) => {
    request(`${url}${path}`, { headers: { host } }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, world: response.headers['x-mandate-world'], text }),
      )
    })
      .on('error', reject)
      .end()
  })
}

test('a demo world is served to this machine, says what it is, and is refused to everybody else for ever after', async () => {
  const database = `sqlite:${join(folder, 'mandate.db')}`
  const said = await start({ DATABASE_URL: database })
  expect(said).toContain('DEMO      made-up people with a known password')
  expect(said).toContain('This is the demo world')
  const url = /Mandate answers on (\S+)/.exec(said)?.[1] ?? ''
  const here = await ask(url, '/graphiql/personas.json', 'localhost')
  expect(here).toMatchObject({ status: 200, world: 'demo' })
  expect(here.text).toContain('mandate-demo')
  // A page of another site, whose name answers with this address.
  const rebound = await ask(url, '/graphiql/personas.json', 'evil.example')
  expect(rebound.status).toBe(403)
  expect(rebound.text).toContain('ALLOWED_HOSTS')
  expect(rebound.text).not.toContain('mandate-demo')
  expect((await ask(url, '/healthz', 'evil.example')).status).toBe(200)
  // Nobody else reads any of the files.
  const modes = readdirSync(folder).map((name) => (statSync(join(folder, name)).mode & 0o077) === 0)
  expect(modes.length).toBeGreaterThan(1)
  expect([...new Set(modes)]).toEqual([true])
  await stop()

  chmodSync(join(folder, 'mandate.db'), 0o644)
  const refused = await start({ DATABASE_URL: database, NODE_ENV: 'production' })
  expect(refused).toContain('NODE_ENV is `production`')
  expect(refused).toContain('ALLOW_DEMO_PEOPLE=true')
  expect(refused).toMatch(/Others could read `.*mandate\.db`/)
  expect(refused).not.toContain('Mandate answers')
  expect(gateway?.exitCode).toBe(1)

  const exposed = await start({ DATABASE_URL: database, HOST: '0.0.0.0' })
  expect(exposed).toContain('HOST is `0.0.0.0`')
  const fresh = await start({
    DATABASE_URL: `sqlite:${join(folder, 'fresh.db')}`,
    HOST: '0.0.0.0',
    DEMO: 'true',
  })
  expect(fresh).toContain('ALLOW_DEMO_PEOPLE=true')
  // Nothing was left behind: without the demo world the same database is served.
  const empty = await start({ DATABASE_URL: `sqlite:${join(folder, 'fresh.db')}`, HOST: '0.0.0.0' })
  expect(empty).toContain('Mandate answers')
  expect(empty).not.toContain('DEMO')
  await stop()
})

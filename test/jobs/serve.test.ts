import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openDatabaseAt } from '../../ormconfig'
import { enqueue } from '../mail/letters'

let folder: string
let gateway: ChildProcess | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mandate-serve-'))
})

afterEach(() => {
  gateway?.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

interface Serving {
  readonly process: ChildProcess
  /** All that it said until now. */
  readonly said: () => string
  /** Waits until it has said this. */
  readonly waitFor: (words: string) => Promise<void>
}

/** A gateway on a database where a mail waits, once it answers. */
async function serveWithMail(jobs: 'on' | 'off'): Promise<Serving> {
  const url = `sqlite:${join(folder, 'mandate.db')}`
  const database = await openDatabaseAt(url)
  await enqueue(database, { to: 'ada@example.com', locale: 'fr' })
  await database.destroy()
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: folder,
    DATABASE_URL: url,
    PORT: '0',
    JOBS: jobs,
    DEMO: 'false',
  }
  const child = spawn(process.execPath, ['-r', '@swc-node/register', 'src/main.ts', 'serve'], { env })
  gateway = child
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()))
  const waitFor = async (words: string): Promise<void> => {
    while (!said.includes(words)) {
      if (child.exitCode !== null) throw new Error(`The gateway ended before it said \`${words}\`:\n${said}`)
      await setTimeout(50)
    }
  }
  await waitFor('Mandate answers')
  return { process: child, said: () => said, waitFor }
}

async function stopped(child: ChildProcess): Promise<unknown> {
  const end = once(child, 'exit')
  child.kill('SIGTERM')
  return (await end)[0]
}

test('a gateway sends what waits, says where it went, and stops when told to', async () => {
  const { process: child, said, waitFor } = await serveWithMail('on')
  await waitFor('"job":"outbox"')
  const [file, ...more] = readdirSync(join(folder, 'mails'))
  expect(more).toEqual([])
  expect(readFileSync(join(folder, 'mails', file ?? ''), 'utf8')).toContain('To: ada@example.com')
  expect(said()).toContain(join(folder, 'mails', file ?? '?'))
  expect(said()).not.toMatch(/ada@|token/)
  expect(await stopped(child)).toBe(0)
})

test('with JOBS=off it leaves that to others', async () => {
  const { process: child, said } = await serveWithMail('off')
  await setTimeout(1500)
  expect(existsSync(join(folder, 'mails'))).toBe(false)
  expect(said()).not.toContain('"job"')
  expect(await stopped(child)).toBe(0)
})

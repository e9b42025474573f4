import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabaseAt } from '../../ormconfig'
import { jobsOn } from '../../src/app/jobs-and-downloads'
import { readSettings } from '../../src/app/settings'
import { jobsCommand } from '../../src/cli/jobs'
import { systemClock } from '../../src/platform/clock'
import { type JobParts } from '../../src/platform/jobs/job'
import { runJob } from '../../src/platform/jobs/run-job'
import { createLogger } from '../../src/platform/logger'

const folder = mkdtempSync(join(tmpdir(), 'mandate-jobs-'))
const environment = { DATA_DIR: folder, DATABASE_URL: `sqlite:${join(folder, 'mandate.db')}` }

afterAll(() => rmSync(folder, { recursive: true }))

interface Ran {
  readonly status: number | null
  readonly said: string
}

/** As it is typed, in a process of its own. */
function typed(...words: readonly string[]): Ran {
  const command = ['-r', '@swc-node/register', 'src/main.ts', 'jobs', ...words]
  const env = { PATH: process.env['PATH'], LOG_LEVEL: 'silent', ...environment }
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { env, encoding: 'utf8' })
  return { status, said: (stdout + stderr).trim() }
}

/** The same command in this process: another one loads everything anew. */
async function jobs(...words: readonly string[]): Promise<Ran> {
  const said: string[] = []
  const env = jest.replaceProperty(process, 'env', { LOG_LEVEL: 'silent', ...environment })
  const hear = (text: unknown): boolean => said.push(String(text).trim()) > 0
  const outputs = [
    jest.spyOn(process.stdout, 'write').mockImplementation(hear),
    jest.spyOn(console, 'log').mockImplementation(hear),
  ]
  const before = process.exitCode
  process.exitCode = 0
  try {
    await jobsCommand({ open: openDatabaseAt, jobsOn }).parseAsync(words, { from: 'user' })
    return { status: process.exitCode, said: said.join('\n') }
  } finally {
    process.exitCode = before
    env.restore()
    for (const output of outputs) output.mockRestore()
  }
}

async function withDatabase<T>(work: (parts: JobParts) => Promise<T>): Promise<T> {
  const database = await openDatabaseAt(environment.DATABASE_URL)
  const settings = readSettings(environment)
  const publicUrl = 'http://127.0.0.1:4000'
  const parts = {
    dataSource: database,
    publicUrl,
    settings,
    clock: systemClock,
    logger: createLogger('silent'),
  }
  return work(parts).finally(() => database.destroy())
}

describe('npm run jobs', () => {
  test('--list names every job, how often and what for', async () => {
    const { status, said } = await jobs('--list')
    const all = await withDatabase((parts) => Promise.resolve(jobsOn(parts)))
    expect(status).toBe(0)
    expect(said.split('\n').map((line) => line.split(/ {2,}/)[0])).toEqual(all.map(({ name }) => name))
    for (const { every, means } of all) expect(said).toContain(`every ${every} s  ${means}`)
  })

  test('an unknown name is refused with the names there are', () => {
    const { status, said } = typed('outbax')
    expect({ status, said }).toEqual({
      status: 1,
      said: expect.stringMatching(/^There is no job `outbax`; there are: outbox\b.*\.$/),
    })
  })

  test('a job runs, also twice in its period', async () => {
    const ran = { status: 0, said: 'The job `outbox` ran: sent 0, failed 0, givenUp 0.' }
    expect(typed('outbox')).toEqual(ran)
    expect(await jobs('outbox')).toEqual(ran)
  })

  test('a job that a gateway runs is left to it', async () => {
    const answer = await withDatabase(async (parts) => {
      let said: Ran | undefined
      const run = async () => {
        said = await jobs('outbox')
        return {}
      }
      await runJob(parts, { name: 'outbox', every: 15, means: 'Another gateway.', run }, 'at once')
      return said
    })
    expect(answer?.status).toBe(1)
    expect(answer?.said).toMatch(
      /^The job `outbox` is run by .+ process \d+ run \w+, which holds it until .+Z at least\.$/,
    )
  })
})

test('jobs have names of their own, which fit their table, and a sentence', async () => {
  const all = await withDatabase((parts) => Promise.resolve(jobsOn(parts)))
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  expect(all.filter(({ name, means }) => name.length > 64 || !/^[A-Z].+\.$/.test(means))).toEqual([])
})

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openDatabaseAt } from '../../ormconfig'
import { testDatabases } from '../support/test-databases'
import { printFigures } from '../support/print-figures'

/** How often each of them runs the job before one is killed. */
const RUNS = process.env['DEEP'] === undefined ? 15 : 200

const folder = mkdtempSync(join(tmpdir(), 'mandate-processes-'))
const gateways: ChildProcess[] = []

afterEach(() => gateways.splice(0).forEach((gateway) => gateway.kill('SIGKILL')))
afterAll(() => rmSync(folder, { recursive: true }))

interface Page {
  readonly what: string
  readonly by: string
}

function read(diary: string): readonly Page[] {
  if (!existsSync(diary)) return []
  const lines = readFileSync(diary, 'utf8').trim().split('\n')
  return lines.map((line) => line.split(' ')).map(([what = '', by = '']) => ({ what, by }))
}

/** Waits until the diary says enough. */
async function until(diary: string, isEnough: (pages: readonly Page[]) => boolean): Promise<readonly Page[]> {
  for (;;) {
    const pages = read(diary)
    if (isEnough(pages)) return pages
    const ended = gateways.find(({ exitCode }) => exitCode !== null)
    if (ended !== undefined) throw new Error(`Gateway ${ended.pid} ended by itself.`)
    await setTimeout(20)
  }
}

const beginnings = (pages: readonly Page[], by?: string) =>
  pages.filter((page) => page.what === 'begin' && (by === undefined || page.by === by)).length

describe.each(testDatabases)('on $name', ({ name, create }) => {
  test('two processes take turns; when one is killed, the other goes on', async () => {
    const { url, drop } = await create()
    try {
      await openDatabaseAt(url).then((database) => database.destroy())
      const diary = join(folder, name)
      for (let index = 0; index < 2; index += 1) {
        const env = { PATH: process.env['PATH'], DATABASE_URL: url, DIARY: diary }
        const script = join(__dirname, 'gateway-process.ts')
        gateways.push(
          spawn(process.execPath, ['-r', '@swc-node/register', script], { env, stdio: 'inherit' }),
        )
      }
      const [first, second] = gateways.map(({ pid }) => String(pid))
      const both = await until(
        diary,
        (pages) => beginnings(pages, first) > RUNS && beginnings(pages, second) > RUNS,
      )
      // Killed in the middle of the job, as far as that can be seen from here.
      await until(diary, (pages) => {
        const last = pages.at(-1)
        return last?.what === 'begin' && last.by === first
      })
      gateways[0]?.kill('SIGKILL')
      gateways.shift()
      await setTimeout(100)
      const killed = read(diary)
      const all = await until(
        diary,
        (pages) => beginnings(pages, second) >= beginnings(killed, second) + RUNS / 2,
      )
      const turns = both.filter((page, at) => page.what === 'begin' && page.by !== both[at - 1]?.by).length
      printFigures(name, `${beginnings(both)} runs, ${turns} changes of hands, then a kill`)
      const strayed = all.filter((page, at) => {
        const next = all[at + 1]
        if (page.what === 'end' || next === undefined) return false
        const died = page.by === first && at === lastPageOf(all, first)
        return !died && (next.what !== 'end' || next.by !== page.by)
      })
      expect(strayed).toEqual([])
    } finally {
      gateways.splice(0).forEach((gateway) => gateway.kill('SIGKILL'))
      await drop()
    }
  })
})

function lastPageOf(pages: readonly Page[], by: string | undefined): number {
  return pages.reduce((last, page, at) => (page.by === by ? at : last), -1)
}

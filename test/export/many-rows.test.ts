import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openDatabaseAt } from '../../ormconfig'
import { fillDemoWorld, idOf } from '../../schema/world/demo/demo-world'
import { legalDay } from '../../src/platform/clock'
import { testDatabases } from '../support/test-databases'
import { insertInvoices } from './bulk-invoices'
import { type Memory } from './export-gateway'

// All rows are written, and read again.
jest.setTimeout(300_000)

const ROWS = process.env['DEEP'] === undefined ? 40_000 : 200_000
const FEW = ROWS / 10
const rowsText = (rows: number): string => rows.toLocaleString('en')
const DAILY = 1000
const MEBI = 1024 * 1024

/** WHY: a minute on MariaDB, for the same statements. */
const databases = testDatabases.filter(({ name }) => name === 'SQLite' || process.env['DEEP'] !== undefined)

describe.each(databases)(`an export of ${rowsText(ROWS)} rows on $name`, ({ name, create }) => {
  let drop: () => Promise<void>
  let gateway: ChildProcess
  let access: { readonly url: string; readonly headers: Record<string, string> }

  beforeAll(async () => {
    const empty = await create()
    drop = empty.drop
    const database = await openDatabaseAt(empty.url)
    await fillDemoWorld(database)
    const [billed, client] = ['organisation/kontrast', 'organisation/lakeside'].map(keyOf)
    await insertInvoices(database, { rows: ROWS, daily: DAILY, billed: billed ?? 0, client: client ?? 0 })
    await database.destroy()
    gateway = fork(join(__dirname, 'export-gateway.ts'), [empty.url], {
      // WHY bounded: left alone, the engine puts off collecting garbage, and residence shows how lazy it was.
      execArgv: [
        '--expose-gc',
        '--max-old-space-size=192',
        '--max-semi-space-size=4',
        '-r',
        '@swc-node/register',
      ],
    })
    access = (await reported(gateway)) as typeof access // the script sends this first
  })

  afterAll(async () => {
    gateway.disconnect()
    await once(gateway, 'exit')
    await drop()
  })

  test(`takes no more memory than one of ${rowsText(FEW)}`, async () => {
    await exported(lastDay(FEW))
    const small = await exported(lastDay(FEW))
    const large = await exported(lastDay(ROWS))
    printRuns(name, small, large)
    expect([small.rows, large.rows]).toEqual([FEW, ROWS])
    expect(large.live - small.live).toBeLessThan(4 * MEBI)
    expect(large.resident - small.resident).toBeLessThan(32 * MEBI)
  })

  async function exported(to: string): Promise<Memory & { readonly rows: number; readonly took: number }> {
    await memory()
    const start = performance.now()
    const address = `${access.url}/downloads/managed-clients.csv?history=INVOICES&from=2000-01-01&to=${to}`
    const response = await fetch(address, { headers: access.headers })
    expect(response.status).toBe(200)
    let lines = 0
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      for (const byte of chunk) if (byte === 10) lines += 1
    }
    const took = performance.now() - start
    return { ...(await memory()), rows: lines - 1, took }
  }

  async function memory(): Promise<Memory> {
    gateway.send('how much?')
    return (await reported(gateway)) as Memory // what the script answers
  }
})

/** Bulk invoices are issued from 2000 on, before everything in the demo world. */
function lastDay(rows: number): string {
  return legalDay(new Date(Date.UTC(2000, 0, rows / DAILY)))
}

function keyOf(name: string): number {
  return Number(idOf(name).split(':')[1])
}

async function reported(gateway: ChildProcess): Promise<unknown> {
  const [message] = (await once(gateway, 'message')) as readonly unknown[]
  return message
}

type Run = Memory & { readonly rows: number; readonly took: number }

function printRuns(name: string, small: Run, large: Run): void {
  for (const { rows, took, live, resident } of [small, large]) {
    const [kept, all] = [live, resident].map((bytes) => (bytes / MEBI).toFixed(1))
    process.stdout.write(
      `${name}: ${rows} rows in ${(took / 1000).toFixed(1)} s, ${kept} MiB live, ${all} MiB resident\n`,
    )
  }
}

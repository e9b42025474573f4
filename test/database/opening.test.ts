import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { dataSourceFor, openDatabaseAt } from '../../ormconfig'
import { dialectOf } from '../../src/platform/database/dialect'
import { onMariadb } from '../support/on-mariadb'

const run = promisify(execFile)

test('a folder that is missing is made; opening again changes nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mandate-test-'))
  const address = `sqlite:${join(folder, 'deep', 'down', 'mandate.db')}`
  const first = await openDatabaseAt(address)
  await first.destroy()
  const second = await openDatabaseAt(address)
  expect(await second.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }])
  expect(await second.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
  expect(dialectOf(second)).toBe('sqlite')
  await second.destroy()
  await rm(folder, { recursive: true })
})

test.each(['', 'sqlite:', 'postgres://localhost/x', 'mysql://root:secret@localhost', 'nonsense'])(
  'the address `%s` is refused in one calm sentence that repeats no password',
  (address) => {
    expect(() => dataSourceFor(address)).toThrow(/^The database address must be like .*\.$/)
    expect(() => dataSourceFor(address)).not.toThrow(/secret/)
  },
)

test('a dialect is not guessed before the database is open', () => {
  expect(() => dialectOf(dataSourceFor('sqlite::memory:'))).toThrow('call `openDatabase` first')
})

onMariadb('', ({ createEmpty }) => {
  test('a database that is missing is made, by one of several gateways that start at once', async () => {
    const { url, drop } = await createEmpty()
    await drop()
    const settings = { connections: 2, statementTimeoutSeconds: 30 }
    const gateways = await Promise.all([openDatabaseAt(url, settings), openDatabaseAt(url, settings)])
    expect(gateways.map(dialectOf)).toEqual(['mariadb', 'mariadb'])
    const [row] = await gateways[0].query<{ n: number }[]>('SELECT COUNT(*) AS n FROM migrations')
    expect(row?.n).toBe(gateways[0].migrations.length)
    await Promise.all(gateways.map((gateway) => gateway.destroy()))
    await drop()
  })

  test('a statement that takes too long is given up, on every connection of the pool', async () => {
    const { url, drop } = await createEmpty()
    const database = await openDatabaseAt(url, { connections: 3, statementTimeoutSeconds: 1 })
    const endless = () => database.query('SELECT COUNT(*) FROM seq_1_to_1000000 a JOIN seq_1_to_1000000 b')
    const outcomes = await Promise.allSettled([endless(), endless()])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
    await database.destroy()
    await drop()
  })

  test('instants are UTC wherever the gateway stands', async () => {
    const { url, drop } = await createEmpty()
    const script = `
      const { openDatabaseAt } = require('./ormconfig')
      const { JobLease } = require('./schema/job/job-lease.entity')
      openDatabaseAt(process.env.ADDRESS).then(async (database) => {
        const leases = database.getRepository(JobLease)
        await leases.save({ name: 'x', holder: 'y', until: new Date('2026-03-01T09:30:00.123Z') })
        const [raw] = await database.query('SELECT held_until AS stored FROM job_leases')
        const [read] = await leases.find()
        console.log(JSON.stringify({ stored: raw.stored, read: read.until }))
        await database.destroy()
      })`
    const env = { ...process.env, TZ: 'Asia/Tokyo', ADDRESS: url }
    const { stdout } = await run(process.execPath, ['-r', '@swc-node/register', '-e', script], { env })
    expect(JSON.parse(stdout)).toEqual({
      stored: '2026-03-01 09:30:00.123',
      read: '2026-03-01T09:30:00.123Z',
    })
    await drop()
  })

  test('tables compare strings exactly and keep foreign keys', async () => {
    const { url, drop } = await createEmpty()
    const database = await openDatabaseAt(url)
    const others = await database.query<unknown[]>(
      'SELECT table_name, engine, table_collation FROM information_schema.tables WHERE table_schema = DATABASE() ' +
        "AND table_name NOT IN ('migrations', 'typeorm_metadata') " +
        "AND (engine <> 'InnoDB' OR table_collation <> 'utf8mb4_nopad_bin')",
    )
    expect(others).toEqual([])
    await database.destroy()
    await drop()
  })

  test('a server that cannot be reached is an error at once', async () => {
    const nowhere = `mysql://root@127.0.0.1:1/mandate_test_${randomBytes(3).toString('hex')}`
    await expect(openDatabaseAt(nowhere)).rejects.toThrow(/ECONNREFUSED/)
  })
})

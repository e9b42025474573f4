import { type DataSource } from 'typeorm'
import { inTransaction } from '../../src/platform/database/transaction'
import { eachDatabase } from '../support/databases'

const INSERT = "INSERT INTO job_leases (name, holder, held_until) VALUES (?, 'x', '2026-03-01 09:30:00.000')"
const pause = () => new Promise((resolve) => setTimeout(resolve, 30))

eachDatabase((name, open) => {
  let database: DataSource

  beforeAll(async () => {
    database = await open('in processes')
  })

  afterEach(() => database.query('DELETE FROM job_leases'))

  const names = async () => {
    const rows = await database.query<{ name: string }[]>('SELECT name FROM job_leases ORDER BY name')
    return rows.map((row) => row.name)
  }

  test('what is not kept yet is not read', async () => {
    const open = inTransaction(database, async (manager) => {
      await manager.query(INSERT, ['not kept'])
      await pause()
      throw new Error('no')
    })
    const read = names()
    await expect(open).rejects.toThrow('no')
    expect(await read).toEqual([])
  })

  test('what is written beside a transaction is not undone with it', async () => {
    const failing = inTransaction(database, async (manager) => {
      await manager.query(INSERT, ['a'])
      await pause()
      throw new Error('no')
    })
    const beside = database.query(INSERT, ['b'])
    await expect(failing).rejects.toThrow('no')
    await beside
    expect(await names()).toEqual(['b'])
  })

  test('what is read after a lock was waited for is what its holder left behind', async () => {
    await database.query(INSERT, ['counter 0'])
    const count = () =>
      inTransaction(database, async (manager) => {
        await manager.query('SELECT id FROM organisations WHERE id = 0')
        if (name === 'MariaDB') await manager.query('SELECT name FROM job_leases FOR UPDATE')
        const [row] = await manager.query<{ name: string }[]>('SELECT name FROM job_leases')
        await pause()
        const next = Number(row?.name.split(' ')[1]) + 1
        await manager.query('UPDATE job_leases SET name = ?', [`counter ${next}`])
      })
    await Promise.all([count(), count(), count()])
    expect(await names()).toEqual(['counter 3'])
  })

  if (name === 'SQLite') {
    test('a statement that would wait for its own transaction fails at once', async () => {
      const waiting = inTransaction(database, async () => {
        await database.query('SELECT 1')
      })
      await expect(waiting).rejects.toThrow('Within a transaction')
    })
  }
})

import { type DataSource } from 'typeorm'
import { inTransaction } from '../../src/platform/database/transaction'
import { eachDatabase } from '../support/databases'

const INSERT = "INSERT INTO job_leases (name, holder, held_until) VALUES (?, 'x', '2026-03-01 09:30:00.000')"

eachDatabase((_name, open) => {
  let database: DataSource

  beforeAll(async () => {
    database = await open('in processes')
  })

  afterEach(() => database.query('DELETE FROM job_leases'))

  const names = async () => {
    const rows = await database.query<{ name: string }[]>('SELECT name FROM job_leases ORDER BY name')
    return rows.map(({ name }) => name)
  }

  test('what was written is kept, and the result handed back', async () => {
    const result = await inTransaction(database, async (manager) => {
      await manager.query(INSERT, ['a'])
      return 'done'
    })
    expect(result).toBe('done')
    expect(await names()).toEqual(['a'])
  })

  test('nothing is kept of a transaction that failed', async () => {
    const failing = inTransaction(database, async (manager) => {
      await manager.query(INSERT, ['a'])
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await names()).toEqual([])
  })

  test('of two at the same time, one fails without taking the other along', async () => {
    const pause = () => new Promise((resolve) => setTimeout(resolve, 20))
    const good = inTransaction(database, async (manager) => {
      await manager.query(INSERT, ['good'])
      await pause()
      await manager.query(INSERT, ['better'])
    })
    const bad = inTransaction(database, async (manager) => {
      await manager.query(INSERT, ['bad'])
      await pause()
      throw new Error('no')
    })
    await Promise.allSettled([bad, good])
    expect(await names()).toEqual(['better', 'good'])
  })
})

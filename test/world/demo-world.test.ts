import { type DataSource } from 'typeorm'
import { fillDemoWorld, names } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { ask, count } from './ask'
import { brokenBooks } from './broken-books'
import { demoSituations } from './demo-situations'

eachDatabase((_name, open) => {
  let database: DataSource

  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
  })

  it.each(Object.entries(demoSituations))('contains %s', async (_situation, sql) => {
    expect(await count(database, sql)).toBeGreaterThan(0)
  })

  it.each(Object.entries(brokenBooks))('has not %s', async (_wrong, sql) => {
    expect(await count(database, sql)).toBe(0)
  })

  it('names rows that are there', async () => {
    expect(names.get('invoice/lakeside-before-switch')).toMatch(/^Invoice:\d+$/)
    const byId = async (table: string) =>
      new Set((await ask(database, `SELECT id FROM ${table}`)).map((row) => row['id']))
    for (const [type, table] of Object.entries({
      Invoice: 'invoices',
      Partner: 'partners',
      Movement: 'movements',
    })) {
      const named = [...names.values()]
        .filter((id) => id.startsWith(`${type}:`))
        .map((id) => Number(id.split(':')[1]))
      expect(new Set(named)).toEqual(await byId(table))
    }
    const [invoice] = await ask(
      database,
      `SELECT i.gross, o.name FROM invoices i JOIN organisations o ON o.id = i.billed_organisation_id
       WHERE i.id = ${names.get('invoice/lakeside-before-switch')?.split(':')[1] ?? '0'}`,
    )
    expect(invoice).toEqual({ gross: 375_32, name: 'Lakeside Hotel' })
  })

  it('refuses to be written twice, and leaves the first as it was', async () => {
    const before = await count(database, 'SELECT COUNT(*) FROM organisations')
    await expect(fillDemoWorld(database)).rejects.toThrow('This database already holds organisations')
    expect(await count(database, 'SELECT COUNT(*) FROM organisations')).toBe(before)
  })
})

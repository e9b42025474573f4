import { existsSync } from 'node:fs'
import { createConnection } from 'mysql2/promise'
import { testDatabases } from '../support/test-databases'

describe('the databases of the tests', () => {
  it('are both, unless somebody asked for SQLite alone', () => {
    const both = process.env['TEST_DATABASES'] === undefined
    expect(testDatabases.map(({ name }) => name)).toEqual(both ? ['SQLite', 'MariaDB'] : ['SQLite'])
  })

  it.each(testDatabases)('are made empty and leave nothing behind: $name', async ({ name, create }) => {
    const { url, drop } = await create()
    if (name === 'MariaDB') {
      const connection = await createConnection(url)
      const [tables] = await connection.query('SHOW TABLES')
      expect(tables).toEqual([])
      await connection.end()
      await drop()
      await expect(createConnection(url)).rejects.toThrow('Unknown database')
    } else {
      await drop()
      expect(existsSync(url.replace('sqlite:', ''))).toBe(false)
    }
  })
})

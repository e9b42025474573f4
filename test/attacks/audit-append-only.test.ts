import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { dialectOf } from '../../src/platform/database/dialect'
import { eachDatabase } from '../support/databases'

const root = join(__dirname, '..', '..')

/** WHY a look at the texts: what is not written cannot run, on any database, under any account. */
test('no source changes or removes an entry of the audit trail', () => {
  const texts = ['src', 'schema'].flatMap((folder) => sources(join(root, folder)))
  expect(texts.length).toBeGreaterThan(500)
  const touching =
    /(UPDATE|DELETE\s+FROM|TRUNCATE|REPLACE\s+INTO)\s+[`"]?audit_entries|\.(update|delete|remove|save|upsert|softDelete)\(\s*AuditEntry\b/i
  const found = texts.filter((path) => touching.test(readFileSync(path, 'utf8')))
  expect(found).toEqual([])
  // The pattern would find one.
  expect(touching.test('manager.delete(AuditEntry, { id })')).toBe(true)
  expect(touching.test('UPDATE audit_entries SET detail = ?')).toBe(true)
})

eachDatabase((name, open) => {
  let database: DataSource
  const entries = () => database.query<Record<string, unknown>[]>('SELECT * FROM audit_entries ORDER BY id')
  /** What the database says to a statement that it should refuse. */
  const said = (statement: string) =>
    database.query(statement).then(
      () => 'done',
      (problem: unknown) => (problem instanceof Error ? problem.message : ''),
    )
  const REFUSED = expect.stringContaining('The audit trail is append-only') as string

  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
  })

  test('the database refuses to remove entries, one or all', async () => {
    const before = await entries()
    expect(before.length).toBeGreaterThan(2)
    expect(await said('DELETE FROM audit_entries WHERE id = 1')).toEqual(REFUSED)
    expect(await said('DELETE FROM audit_entries')).toEqual(REFUSED)
    expect(await entries()).toEqual(before)
  })

  test.each([
    'id = 999999',
    "happened_at = '2020-01-01 00:00:00.000'",
    'user_id = NULL',
    'user_id = CASE user_id WHEN 1 THEN 2 ELSE 1 END',
    'organisation_id = NULL',
    'organisation_id = CASE organisation_id WHEN 1 THEN 2 ELSE 1 END',
    'acting_organisation_id = CASE acting_organisation_id WHEN 1 THEN 2 ELSE 1 END',
    "action = 'nothing'",
    "subject_type = 'Nothing'",
    'subject_id = COALESCE(subject_id, 0) + 1',
    `detail = '{"nothing":true}'`,
    // Not even where it names an erased person.
    `detail = '{"by":"Erased person 1"}'`,
    `detail = '{"by":"Erased person 1"}', action = 'nothing'`,
  ])('the database refuses to change one: %s', async (change) => {
    const before = await entries()
    expect(await said(`UPDATE audit_entries SET ${change} WHERE id = (${changeable(change)})`)).toEqual(
      REFUSED,
    )
    expect(await entries()).toEqual(before)
  })

  test('the database refuses to replace one', async () => {
    const before = await entries()
    const columns = Object.keys(before[0] ?? {}).join(', ')
    const one = `INTO audit_entries (${columns}) SELECT ${columns.replace('detail', "'{}'")}`
    const from = 'FROM (SELECT * FROM audit_entries WHERE id = 1) AS e'
    expect(await said(`REPLACE ${one} ${from}`)).toEqual(REFUSED)
    const upsert =
      dialectOf(database) === 'sqlite'
        ? `${from} WHERE true ON CONFLICT (id) DO UPDATE SET detail = '{}'`
        : `${from} ON DUPLICATE KEY UPDATE detail = '{}'`
    expect(await said(`INSERT ${one} ${upsert}`)).toEqual(REFUSED)
    if (name === 'SQLite') expect(await said(`INSERT OR REPLACE ${one} ${from}`)).toEqual(REFUSED)
    expect(await entries()).toEqual(before)
  })

  test('entries are added', async () => {
    const before = await entries()
    await database.query(
      `INSERT INTO audit_entries (happened_at, action, subject_type, detail)
       VALUES ('2026-11-01 10:00:00.000', 'tried', 'User', '{"name":"Ida"}')`,
    )
    expect(await entries()).toEqual([...before, expect.objectContaining({ detail: '{"name":"Ida"}' })])
  })
})

/** Which entry a change changes indeed, as a statement that servers take beside the change itself. */
function changeable(change: string): string {
  const [column = ''] = change.split(' ')
  return `SELECT id FROM (SELECT MIN(id) AS id FROM audit_entries WHERE ${column} IS NOT NULL) AS one`
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sources(path)
    return name.endsWith('.ts') ? [path] : []
  })
}

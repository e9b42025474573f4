import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

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

function sources(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sources(path)
    return name.endsWith('.ts') ? [path] : []
  })
}

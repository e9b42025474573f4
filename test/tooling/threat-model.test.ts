import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(__dirname, '../..')
const model = readFileSync(join(root, 'docs/security/threat-model.md'), 'utf8')
const named = [...model.matchAll(/`((?:src|schema|policies|test|docs|web)\/[\w./-]+)`/g)].map(
  ([, path = '']) => path,
)

describe('the threat model', () => {
  test('names files and tests that exist', () => {
    expect(named.length).toBeGreaterThan(40)
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  test('names every test of an attack', () => {
    const attacks = readdirSync(join(root, 'test/attacks')).filter((name) => name.endsWith('.test.ts'))
    expect(attacks.length).toBeGreaterThan(3)
    expect(attacks.filter((name) => !named.includes(`test/attacks/${name}`))).toEqual([])
  })

  test('names a test in every row of defences', () => {
    const rows = model.split('\n').filter((line) => /^\| .*`(src|schema|policies)\//.test(line))
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.filter((row) => !/`test\/[\w/-]+\.test\.ts`/.test(row))).toEqual([])
  })
})

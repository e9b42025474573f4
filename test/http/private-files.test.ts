import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepPrivate } from '../../src/app/secrets'

const mask = process.umask(0o022)
let folder: string

beforeEach(() => {
  process.umask(0o022)
  folder = mkdtempSync(join(tmpdir(), 'mandate-private-'))
})
afterEach(() => {
  process.umask(mask)
  rmSync(folder, { recursive: true, force: true })
})

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

test('what others could read is closed, each said in a sentence, and what comes next is closed from the start', () => {
  const data = join(folder, 'data')
  mkdirSync(join(data, 'mails'), { recursive: true })
  const files = [
    'mandate.db',
    'mandate.db-wal',
    'mandate.db-shm',
    'secret',
    'mails/one.txt',
    'decisions.jsonl',
  ]
  for (const name of files) writeFileSync(join(data, name), 'x')
  const settings = {
    dataDir: data,
    databaseUrl: `sqlite:${join(data, 'mandate.db')}`,
    decisionLog: join(data, 'decisions.jsonl'),
  }
  expect(modeOf(join(data, 'mandate.db'))).toBe('644')
  const reported = keepPrivate(settings)
  expect(reported).toHaveLength(files.length + 2)
  expect(reported.join('\n')).toMatch(/Others could read `.*mandate\.db-wal`/)
  for (const name of files) expect([name, modeOf(join(data, name))]).toEqual([name, '600'])
  expect([modeOf(data), modeOf(join(data, 'mails'))]).toEqual(['700', '700'])
  expect(keepPrivate(settings)).toEqual([])
  writeFileSync(join(data, 'later'), 'x')
  expect(modeOf(join(data, 'later'))).toBe('600')
})

test('a data folder that is missing is made closed; one that everybody writes to is left alone, and said', () => {
  const made = join(folder, 'a', 'b')
  expect(keepPrivate({ dataDir: made, databaseUrl: 'mysql://a@b/c', decisionLog: undefined })).toEqual([])
  expect(modeOf(made)).toBe('700')
  const shared = join(folder, 'shared')
  mkdirSync(shared)
  chmodSync(shared, 0o1777)
  const reported = keepPrivate({ dataDir: shared, databaseUrl: 'sqlite::memory:', decisionLog: undefined })
  expect(reported).toEqual([`Everybody can write to the folder \`${shared}\`. Choose another DATA_DIR.`])
  expect(modeOf(shared)).toBe('777')
})

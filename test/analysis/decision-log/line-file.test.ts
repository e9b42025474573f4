import { mkdtempSync, readFileSync, renameSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDecisionLog } from '../../../src/platform/decision-log/decision-log'
import { openLineFile } from '../../../src/platform/decision-log/line-file'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { SIGNED_OUT } from '../../../src/policy/principal'
import { DecisionNotes } from '../../../src/read/redactions'
import { realPolicyFiles } from '../../policies/real-policy-files'
import { realVocabulary } from '../../policies/real-vocabulary'

const newPath = (): string => join(mkdtempSync(join(tmpdir(), 'mandate-lines-')), 'log')
const fail = (problem: Error): never => {
  throw problem
}

describe('a file of lines', () => {
  it('keeps every line in its order, for its owner alone', async () => {
    const path = newPath()
    const file = openLineFile(path, fail)
    const lines = Array.from({ length: 2000 }, (_, at) => `line ${at}\n`)
    for (const line of lines) expect(file.append(line)).toBe(true)
    await file.close()
    expect(readFileSync(path, 'utf8')).toBe(lines.join(''))
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('drops what would fill the memory, and takes lines again once there is room', async () => {
    const file = openLineFile(newPath(), fail)
    const line = `${'x'.repeat(1024 * 1024)}\n`
    const taken = Array.from({ length: 10 }, () => file.append(line))
    expect(taken.filter((one) => one)).toHaveLength(3)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(file.append(line)).toBe(true)
    await file.close()
  })

  it('goes on in a new file after the old one was moved away', async () => {
    const path = newPath()
    const file = openLineFile(path, fail)
    file.append('old\n')
    await new Promise((resolve) => setTimeout(resolve, 100))
    renameSync(path, `${path}.1`)
    file.reopen()
    file.append('new\n')
    await file.close()
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('old\n')
    expect(readFileSync(path, 'utf8')).toBe('new\n')
  })

  it('cannot be opened where there is no folder', () => {
    expect(() => openLineFile('/nowhere/at/all', fail)).toThrow('ENOENT')
  })
})

it('a log that cannot keep up counts what is missing, and says so in itself and once in the other log', async () => {
  const path = newPath()
  const warnings: object[] = []
  const logger = { warn: (details: object) => warnings.push(details) }
  const policies = loadPolicies(realPolicyFiles(), await realVocabulary())
  const facts = { database: { query: () => Promise.resolve([]) }, model: { types: new Map(), roles: [] } }
  const log = openDecisionLog({ path, policies, facts, key: Buffer.alloc(32), logger })
  const request = {
    principal: SIGNED_OUT,
    now: new Date(0),
    notes: new DecisionNotes(),
    operation: null,
    document: '',
  }
  const ids = Array.from({ length: 1500 }, () => log.keep(request))
  await log.close()
  expect(log.dropped).toBe(500)
  expect(new Set(ids).size).toBe(1500)
  const lines = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.filter((one) => one.correlationId !== undefined)).toHaveLength(1000)
  expect(lines.filter((one) => one.dropped !== undefined)).toEqual([
    { version: 1, time: '1970-01-01T00:00:00.000Z', dropped: 500 },
  ])
  expect(warnings).toHaveLength(1)
})

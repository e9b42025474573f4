import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const script = resolve(__dirname, '../../.ci/count.cjs')
const good = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
}

describe('the last line of .ci/run', () => {
  it.each([
    ['everything passed', good, [], '7 passed, 0 failed', 0],
    ['a test failed', { ...good, numFailedTests: 2 }, ['npm test'], '7 passed, 2 failed', 1],
    ['a test was skipped', { ...good, numPendingTests: 1 }, [], '7 passed, 1 failed', 1],
    ['a file did not run', { ...good, numRuntimeErrorTestSuites: 1 }, ['npm test'], '7 passed, 1 failed', 1],
    ['another step failed', good, ['smoke'], '7 passed, 1 failed', 1],
    ['the runner failed without a failed test', good, ['npm test'], '7 passed, 1 failed', 1],
    ['nothing was tested', { ...good, numPassedTests: 0 }, [], '0 passed, 0 failed', 1],
    ['there is no result', null, ['npm test'], '0 passed, 1 failed', 1],
  ])('is honest where %s', (_case, result, failedSteps, line, code) => {
    const folder = mkdtempSync(join(tmpdir(), 'mandate-count-'))
    const file = join(folder, 'jest.json')
    if (result !== null) writeFileSync(file, JSON.stringify(result))
    const run = spawnSync(process.execPath, [script, file, ...failedSteps], { encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect(run.stdout).toBe(`${line}\n`)
    expect(run.status).toBe(code)
  })
})

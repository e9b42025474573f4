/**
 * Prints the last line of .ci/run, from the test runner's own JSON and the names of the steps that failed.
 * Tests that were skipped, and files that could not run, count as failed: under CI nothing is left out.
 */
const { existsSync, readFileSync } = require('node:fs')

const [results, ...failedSteps] = process.argv.slice(2)
const ran = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : null
const passed = ran?.numPassedTests ?? 0
const failedTests = ran
  ? ran.numFailedTests + ran.numPendingTests + ran.numTodoTests + ran.numRuntimeErrorTestSuites
  : 1
// The tests' own step has failed because of the tests already counted.
const otherSteps = failedSteps.filter((step) => step !== 'npm test' || failedTests === 0)
const failed = failedTests + otherSteps.length

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

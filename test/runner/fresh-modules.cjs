/**
 * The environment of a test file that loads every module anew, as Jest usually does. A file asks for it in its first comment:
 * `@jest-environment ./test/runner/fresh-modules.cjs`. It must, if it mocks modules or declares GraphQL types of its own.
 */
require('./compile-once.cjs')
const { TestEnvironment } = require('jest-environment-node')

module.exports = TestEnvironment

/** The same tests with many more generated cases: suites read `DEEP` to choose how many. */
process.env.DEEP = '1'

/** @type {import('jest').Config} */
module.exports = { ...require('./jest.config.cjs'), testTimeout: 3_600_000 }

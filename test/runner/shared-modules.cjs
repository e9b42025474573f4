/**
 * The environment of every other test file: the files that one worker runs share one global object and, by shared-runtime.cjs, the
 * modules of the product and of its packages. Loading them anew took two seconds a file, more than most files need for their tests.
 */
require('./compile-once.cjs')
const { TestEnvironment } = require('jest-environment-node')

/** What jest leaves on the global object for one file: timeouts, matchers, the state of its runner. */
const OF_JEST = /jest|event_handlers|timeout|retry|retries|log_errors/i

/** @type {SharedModules | undefined} */
let shared

class SharedModules extends TestEnvironment {
  constructor(config, context) {
    if (shared !== undefined) return shared
    super(config, context)
    this.sharesModules = true
    this.before = new Set(Object.getOwnPropertySymbols(this.global))
    this.exit = this.global.process.exit
    this.remember()
    // WHY not jest's 100: the driver of MariaDB takes the stack of every statement it is asked.
    this.global.Error.stackTraceLimit = 25
    const { watch, watchAll, collectCoverage } = config.globalConfig
    // WHY not while somebody watches: an edited module must be loaded again. Coverage is counted for each file alone.
    if (watch || watchAll || collectCoverage) this.sharesModules = false
    else shared = this
  }

  async setup() {
    await super.setup()
    this.remember()
  }

  remember() {
    this.env = this.global.process.env
    this.variables = { ...this.env }
  }

  async teardown() {
    if (!this.sharesModules) return super.teardown()
    const { process } = this.global
    process.exit = this.exit
    process.env = this.env
    for (const name of Object.keys(process.env)) if (!(name in this.variables)) delete process.env[name]
    Object.assign(process.env, this.variables)
    for (const symbol of Object.getOwnPropertySymbols(this.global))
      if (!this.before.has(symbol) && OF_JEST.test(String(symbol.description))) delete this.global[symbol]
  }
}

module.exports = SharedModules

/**
 * Jest's way of loading modules, but for one thing: the modules of the product and of its packages are loaded once a worker and kept
 * for the next file. Test files and what lies in `test/` are loaded anew each time.
 */
const { sep } = require('node:path')
const { default: Runtime } = require('jest-runtime')

/** @type {SharedRuntime | undefined} */
let shared

class SharedRuntime extends Runtime {
  constructor(...parts) {
    const [config, environment] = parts
    const testPath = parts[6]
    if (environment.sharesModules !== true) return new Runtime(...parts)
    if (shared !== undefined) {
      shared.takeUp(testPath)
      return shared
    }
    super(...parts)
    // WHY also what is outside: in a copy of the project, node_modules is a link to the folder of another one.
    this.kept = (path) => !path.startsWith(`${config.rootDir}${sep}test${sep}`) && !path.endsWith('.test.ts')
    shared = this
  }

  /** The next test file begins. */
  takeUp(testPath) {
    this._testPath = testPath
    this.executor.testPath = testPath
    this.esmLoader.testPath = testPath
    this.testState.state = 'loading'
  }

  teardown() {
    this.restoreAllMocks()
    const { moduleRegistry } = this.registries
    for (const [path, module] of moduleRegistry) {
      if (!this.kept(path)) moduleRegistry.delete(path)
      else if (module.children !== undefined)
        module.children = module.children.filter(({ id }) => this.kept(id))
    }
    this.registries.internalModuleRegistry.clear()
    this.testMainModule.reset()
    this.jestGlobals.clearJestObjectCache()
    this.jestGlobals.cachedEnvGlobals = undefined
    this.jestGlobals.envGlobalsOverride = undefined
    this.loggedReferenceErrors.clear()
  }

  setMock(_from, name) {
    refuse(`jest.mock('${name}')`)
  }

  setModuleMock(_from, name) {
    refuse(`jest.unstable_mockModule('${name}')`)
  }

  isolateModules() {
    refuse('jest.isolateModules()')
  }

  isolateModulesAsync() {
    refuse('jest.isolateModulesAsync()')
  }

  resetModules() {
    // WHY not always: the constructor asks for it, when there is nothing to forget.
    if (this === shared) refuse('jest.resetModules()')
    super.resetModules()
  }
}

function refuse(what) {
  throw new Error(
    `${what} would change modules that other test files use too: begin this file with ` +
      '`/** @jest-environment ./test/runner/fresh-modules.cjs */`.',
  )
}

module.exports = { __esModule: true, default: SharedRuntime }

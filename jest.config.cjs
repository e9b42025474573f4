/**
 * Tests run through the same compiler as the server (SWC), with the same decorator settings as tsconfig.json.
 * `npm test` is the ordinary run; `npm run test:deep` (jest.deep.config.cjs) asks for more generated cases.
 */
const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
}

// WHY: these packages ship ES modules only, which jest cannot require; they are compiled like our own files.
const esmOnly = ['@marcbachmann/cel-js']

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/src', '<rootDir>/schema', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: '<rootDir>/test/runner/shared-modules.cjs',
  runtime: '<rootDir>/test/runner/shared-runtime.cjs',
  globalSetup: '<rootDir>/test/runner/mariadb.cjs',
  globalTeardown: '<rootDir>/test/runner/stop-mariadb.cjs',
  setupFiles: ['reflect-metadata'],
  transform: { '^.+\\.(ts|js|mjs)$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: {
    '/jsutils/instanceOf(\\.js)?$': '<rootDir>/test/runner/instance-of.cjs',
    '^@node-rs/argon2$': '<rootDir>/test/runner/remembered-verify.cjs',
  },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  cacheDirectory: '<rootDir>/.cache/jest',
  // WHY one more than two cores: a good part of the time is spent waiting, for MariaDB, for child processes, for a clock.
  maxWorkers: 3,
  // WHY: jest keeps a little of every file it ran; a worker that has grown is replaced before it only collects garbage.
  workerIdleMemoryLimit: '1600MB',
  testTimeout: 120_000,
}

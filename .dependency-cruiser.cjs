/**
 * The walls between the rooms. Every `comment` is the sentence of docs/architecture.md for that wall;
 * test/tooling/walls.test.ts compares the two, and breaks each wall once to see it hold.
 */
const meets = '^(src/main\\.ts|src/app/(?!assemble|sett|secrets).*|ormconfig\\.ts)$'
const tests = '\\.test\\.ts$'
const typeorm = 'node_modules/typeorm/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'engine-knows-no-noun',
      comment:
        'The engine knows no noun: src never imports schema or policies; only src/main.ts, src/app and ormconfig.ts do.',
      severity: 'error',
      from: { path: '^src/', pathNot: [meets, tests] },
      to: { path: ['^(schema|policies)/', meets] },
    },
    {
      name: 'policy-is-pure',
      comment:
        'A policy is data and plain functions: src/policy imports neither typeorm nor GraphQL nor the file system.',
      severity: 'error',
      from: { path: '^src/policy/', pathNot: tests },
      to: { path: ['node_modules/(typeorm|graphql|type-graphql)/', '^(node:)?fs(/promises)?$'] },
    },
    {
      name: 'policy-stands-alone',
      comment: 'The policy engine stands alone: src/policy imports no other folder of src.',
      severity: 'error',
      from: { path: '^src/policy/', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/policy/' },
    },
    {
      name: 'typeorm-stays-inside',
      comment: 'In src only src/read and src/platform/database touch typeorm.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(read|platform/database)/', tests] },
      to: { path: typeorm },
    },
    {
      name: 'resolvers-use-their-context',
      comment:
        'Resolvers read and write through their context alone: they import neither typeorm nor the data source nor a world.',
      severity: 'error',
      from: { path: '\\.resolver\\.ts$' },
      to: { path: [typeorm, '^src/platform/database/', '^ormconfig\\.ts$', '^schema/(migrations|world)/'] },
    },
    {
      name: 'schema-knows-no-server',
      comment:
        'Nouns do not know how they are served: schema imports of src/app, src/http, src/auth, src/cli and src/policy only types, and which days and instants there are.',
      severity: 'error',
      from: { path: '^schema/', pathNot: tests },
      to: {
        path: '^src/(app|http|auth|cli|policy)/',
        pathNot: '^src/policy/parse/strict-instant\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-imports-test',
      comment: 'Nothing imports test but tests.',
      severity: 'error',
      from: { path: '^(src|schema|bench|ormconfig\\.ts)', pathNot: tests },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycles',
      comment:
        'No cycles, but type-only imports and the nouns of schema, which name each other as tables do.',
      severity: 'error',
      from: { pathNot: '^schema/(?!world/|migrations/)' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-development-packages',
      comment: 'What runs in production imports no development package.',
      severity: 'error',
      from: { path: '^(src|schema|ormconfig\\.ts)', pathNot: tests },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'everything-resolves',
      comment: 'Every import leads to a module that exists.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'packages-are-declared',
      comment: 'Every package imported is declared in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/tsconfig.json` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'import', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
    },
  },
}

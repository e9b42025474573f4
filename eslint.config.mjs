import jest from 'eslint-plugin-jest'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { plainWords } from './eslint-plain-words.mjs'

/** What is written nowhere. */
const restrictedEverywhere = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a thing has one name everywhere.' },
  {
    selector: 'ClassDeclaration[id.name=/(Manager|Helper|Utils?)$/]',
    message: 'Name it after the question it answers, not Manager, Helper or Utils.',
  },
  { selector: 'ClassDeclaration[superClass.name="BaseEntity"]', message: 'Entities carry no repository.' },
  {
    selector: 'TSEnumDeclaration[const=true]',
    message: 'SWC compiles files one by one: use a plain enum.',
  },
]

const utcDay = {
  selector:
    "CallExpression[callee.property.name=/^(slice|substring)$/][arguments.1.value=10] > MemberExpression > CallExpression[callee.property.name='toISOString']",
  message: 'That is the day in UTC. Take days from the clock: `tx.today`, `tx.dayOf`, `dayBy`, `legalDay`.',
}

/** House rules that a reader would otherwise have to check by eye. Walls between folders: .dependency-cruiser.cjs. */
const houseRules = {
  'mandate/plain-words': 'error',
  'no-console': 'error',
  eqeqeq: 'error',
  'max-lines': ['error', { max: 400, skipComments: true, skipBlankLines: true }],
  '@typescript-eslint/max-params': ['error', { max: 3 }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  // WHY: a default is for unions of others (syntax trees); on a complete switch over ours it is refused.
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true, allowDefaultCaseForExhaustiveSwitch: false },
  ],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  'no-restricted-syntax': ['error', ...restrictedEverywhere, utcDay],
  // WHY off: together they took a third of the time of all rules, and guard against little here: enumerations are of texts, and classes
  // are entities that TypeORM fills, never told apart by private fields.
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  // Settings of the strict preset that fight decorators or plain string building.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
}

const testRules = {
  // WHY without the day in UTC: a test says which instant is which day.
  'no-restricted-syntax': ['error', ...restrictedEverywhere],
  // WHY: the callback of a table (`it.each`) takes a parameter per column.
  '@typescript-eslint/max-params': 'off',
  'jest/expect-expect': 'error',
  'jest/no-disabled-tests': 'error',
  'jest/no-focused-tests': 'error',
  'jest/no-identical-title': 'error',
  'jest/no-standalone-expect': 'error',
  'jest/no-commented-out-tests': 'error',
  'jest/valid-expect': 'error',
  'jest/valid-expect-in-promise': 'error',
  'jest/valid-title': 'error',
  // WHY: answers over HTTP and from drivers are JSON; a test says what it expects of them by asserting it.
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
}

export default defineConfig(
  {
    ignores: ['node_modules/', 'data/', 'coverage/', '.cache/', '**/*.cjs', '**/*.mjs'],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { mandate: { rules: { 'plain-words': plainWords } } },
    rules: houseRules,
  },
  { files: ['src/cli/**/*.ts', 'src/main.ts', 'bench/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['ormconfig.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['test/**/*.ts', '**/*.test.ts'], plugins: { jest }, rules: testRules },
)

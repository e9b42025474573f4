import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { newNounCommand } from '../../schema/new-noun/new-noun'
import { namesOf } from '../../schema/new-noun/noun-names'
import { supportTicketEdits } from './support-ticket'

const run = promisify(execFile)
const root = resolve(__dirname, '../..')

/** What a copy of the project does not need, or must not share. */
const LEFT_BEHIND = ['node_modules', '.git', 'data', 'coverage']
const BUILT = '.cache/tsc.tsbuildinfo'

const deep = process.env['DEEP'] !== undefined

/** The tests that look at every noun, mutation, column and table, in a deep run, which `.ci/run` makes too. */
const TESTS_OF_ALL_NOUNS = [
  'test/contract/writes/inputs.test.ts',
  'test/contract/writes/verdicts.test.ts',
  'test/contract/writes/repetition.test.ts',
  'test/database/migrations.test.ts',
  'test/database/constraints.test.ts',
  'test/personal-data/text-columns.test.ts',
  'test/personal-data/person-references.test.ts',
  'test/platform/typed-texts.test.ts',
  'test/user-error/sentences.test.ts',
]

jest.setTimeout(600_000)

describe('npm run new:noun', () => {
  let copy: string

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'mandate-noun-'))
    const isCopied = (path: string): boolean => {
      const [first = '', second] = relative(root, path).split('/')
      return !LEFT_BEHIND.includes(first) && (first !== '.cache' || second === undefined)
    }
    cpSync(root, copy, { recursive: true, filter: isCopied })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    // What was compiled before need not be compiled again.
    if (existsSync(join(root, BUILT))) cpSync(join(root, BUILT), join(copy, BUILT))
  })
  afterAll(() => {
    rmSync(copy, { recursive: true, force: true })
  })

  const node = async (...words: readonly string[]): Promise<string> => {
    const env = {
      ...process.env,
      JEST_WORKER_ID: undefined,
      NODE_OPTIONS: undefined,
      // WHY: CI refuses to test one database alone; the tests around this one run on both.
      CI: undefined,
      TEST_DATABASES: 'sqlite',
      // WHY: the deep run asks the tests once more, not all that they generate.
      DEEP: undefined,
    }
    const { stdout } = await run(process.execPath, words, { cwd: copy, env, maxBuffer: 2 ** 26 }).catch(
      (problem: unknown) => {
        const { stdout: said = '', stderr: complained = '' } = Object(problem) as Record<string, string> // of a process that failed
        throw new Error(`${words.join(' ')}\n${said}\n${complained}`)
      },
    )
    return stdout
  }
  const newNoun = (...words: readonly string[]): Promise<unknown> => {
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
    return newNounCommand()
      .parseAsync([...words, '--root', copy], { from: 'user' })
      .finally(() => {
        written.mockRestore()
      })
  }
  const mandate = (...words: readonly string[]): Promise<string> =>
    node('-r', '@swc-node/register', 'src/main.ts', ...words)
  const filesOf = (): ReadonlyMap<string, string> =>
    new Map(
      ['schema', 'policies', 'src', 'test'].flatMap((folder) =>
        readdirSync(join(copy, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => relative(copy, join(entry.parentPath, entry.name)))
          .map((path): [string, string] => [path, readFileSync(join(copy, path), 'utf8')]),
      ),
    )

  it.each([
    [
      ['SupportTicket'],
      '`SupportTicket` is no name: write lower-case letters and single hyphens, like `support-ticket`.',
    ],
    [
      ['organisation'],
      '`schema/organisation` is there already, and nothing was written. Choose another name.',
    ],
    [['access'], '`access` means something else already: choose another name.'],
    [
      ['page-info'],
      'The schema has a type `PageInfo` already, and nothing was written. Choose another name.',
    ],
    [
      ['series', '--plural', 'series'],
      '`series` is its own plural, and a list needs another name: say one with `--plural`.',
    ],
    [
      ['ticket', '--operation', 'payInvoice'],
      'The schema has a query or mutation `payInvoice` already, and nothing was written.',
    ],
    [
      ['ticket', '--operation', 'Open ticket'],
      '`Open ticket` cannot name a mutation: write a verb first, like `openTicket`.',
    ],
  ])('refuses %j and writes nothing', async (words, sentence) => {
    const before = filesOf()
    await expect(newNoun(...words)).rejects.toThrow(sentence)
    expect(filesOf()).toEqual(before)
  })

  it(`makes SupportTicket of twelve files, all in its folder and in policies, and ${deep ? 'everything holds' : '`policy check` passes'}`, async () => {
    const before = filesOf()
    await newNoun('support-ticket', '--operation', 'openTicket')
    const edited = edit(copy)
    const written = [...filesOf()].filter(([path, text]) => before.get(path) !== text).map(([path]) => path)
    const byHand = written.filter((path) => path !== 'schema/nouns.ts')
    expect(byHand.filter((path) => !/^(schema\/support-ticket|policies)\//.test(path))).toEqual([])
    expect(byHand.length).toBeLessThanOrEqual(12)
    expect(edited).toBeLessThanOrEqual(9)

    await mandate('policy', 'check')
    // WHY only deep: what follows is every check and some two hundred tests once more, on one more noun.
    if (!deep) return
    const seen = mandate('generate').then(() => mandate('policy', 'test', '--database', 'sqlite'))
    const compiled = node(
      'node_modules/typescript/bin/tsc',
      '--noEmit',
      '--incremental',
      '--tsBuildInfoFile',
      BUILT,
    )
    const tested = compiled.then(() =>
      node('node_modules/jest/bin/jest.js', '--maxWorkers=1', '--silent', ...TESTS_OF_ALL_NOUNS),
    )
    expect(await seen).toContain('✓ SQL on SQLite')
    await tested
  })

  it('does not overwrite what it made', async () => {
    const before = filesOf()
    await expect(newNoun('support-ticket', '--operation', 'openTicket')).rejects.toThrow(
      '`schema/support-ticket` is there already',
    )
    expect(filesOf()).toEqual(before)
  })
})

/** Makes the changes by hand, and says in how many files. */
function edit(copy: string): number {
  const folder = join(copy, 'schema/support-ticket')
  const migration = readdirSync(folder).find((name) => /^\d/.test(name)) ?? 'no migration'
  for (const { file, replace } of supportTicketEdits) {
    const path = join(copy, file.replace('MIGRATION', migration))
    let text = readFileSync(path, 'utf8')
    for (const [from, to] of replace) {
      expect([file, text]).toEqual([file, expect.stringContaining(from)])
      text = text.replace(from, () => to)
    }
    writeFileSync(path, text)
  }
  return supportTicketEdits.length
}

test.each([
  ['support-ticket', 'support_tickets'],
  ['category', 'categories'],
  ['survey', 'surveys'],
  ['address', 'addresses'],
  ['box', 'boxes'],
])('%s is stored in %s', (name, table) => {
  expect(namesOf(name, {}, 1).snakePlural).toBe(table)
})

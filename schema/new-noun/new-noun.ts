import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Command } from 'commander'
import { namesOf, type NounNames } from './noun-names'

/**
 * `npm run new:noun NAME`: the files of a noun that belongs to an Organisation, from the templates beside this file.
 * INVARIANT: it writes all of them or nothing, and no file that is there is overwritten; three lists get a line more.
 */
export function newNounCommand(): Command {
  return new Command('new:noun')
    .description('Make a noun that works: table, queries, a mutation, policy, scenarios')
    .argument('<name>', 'as its folder will be called: support-ticket')
    .option('--plural <name>', 'where it is not the name with an s: `categories`')
    .option('--operation <name>', 'its first mutation; by default `openSupportTicket`')
    .option('--root <folder>', 'the project', resolve(__dirname, '../..'))
    .action((name: string, options: NewNounOptions) => {
      const names = namesOf(name, options)
      const { files, edits } = plan(options.root, names)
      for (const [path, text] of files) {
        mkdirSync(dirname(join(options.root, path)), { recursive: true })
        writeFileSync(join(options.root, path), text, { flag: 'wx' })
      }
      for (const [path, text] of edits) writeFileSync(join(options.root, path), text)
      format(options.root, [...files.keys(), ...edits.keys()])
      process.stdout.write(nextSteps(names, [...files.keys()], [...edits.keys()]))
    })
}

interface NewNounOptions {
  readonly plural?: string
  readonly operation?: string
  readonly root: string
}

interface Plan {
  /** New files, by their paths. */
  readonly files: ReadonlyMap<string, string>
  /** Files that are there, as they will be. */
  readonly edits: ReadonlyMap<string, string>
}

/** Everything that will be written. @throws where a name or a file is taken: nothing is written then. */
function plan(root: string, names: NounNames): Plan {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')
  const fill = (text: string): string => filled(text, names)
  const files = new Map(
    Object.entries(TARGETS).map(([template, target]) => [
      fill(target),
      fill(readFileSync(join(__dirname, 'template', template), 'utf8')),
    ]),
  )
  const folder = join('schema', names.kebab)
  if (existsSync(join(root, folder)) && readdirSync(join(root, folder)).length > 0) {
    throw new Error(`\`${folder}\` is there already, and nothing was written. Choose another name.`)
  }
  const there = [...files.keys()].find((path) => existsSync(join(root, path)))
  if (there !== undefined) {
    throw new Error(`\`${there}\` is there already, and nothing was written. Choose another name.`)
  }
  refuseTaken(read('schema/schema.graphql'), names)
  const edits = new Map(EDITS.map(({ path, edit }) => [path, edit(read(path), fill)]))
  return { files, edits }
}

/** Where each template goes. */
const TARGETS: Readonly<Record<string, string>> = {
  'noun.ts.txt': 'schema/__noun-kebab__/__noun-kebab__.noun.ts',
  'entity.ts.txt': 'schema/__noun-kebab__/__noun-kebab__.entity.ts',
  'resolver.ts.txt': 'schema/__noun-kebab__/__noun-kebab__.resolver.ts',
  'operation.ts.txt': 'schema/__noun-kebab__/__operation-kebab__.ts',
  'reasons.ts.txt': 'schema/__noun-kebab__/__noun-kebab__.reasons.ts',
  'migration.ts.txt': 'schema/__noun-kebab__/__NUMBER__-__nouns-kebab__.ts',
  'demo.ts.txt': 'schema/__noun-kebab__/__noun-kebab__.demo.ts',
  'proofs.ts.txt': 'schema/__noun-kebab__/__noun-kebab__.proofs.ts',
  'policy.yaml.txt': 'policies/__noun-kebab__.policy.yaml',
  'scenarios.yaml.txt': 'policies/scenarios/__noun-kebab__.yaml',
}

type Fill = (text: string) => string

interface Edit {
  readonly path: string
  readonly edit: (text: string, fill: Fill) => string
}

/** The lists that a noun stands in: the registry, the actions of Organisations, and what no API token ever does. */
const EDITS: readonly Edit[] = [
  {
    path: 'schema/nouns.ts',
    edit: (text, fill) => text + fill("export { __noun__ } from './__noun-kebab__/__noun-kebab__.noun'\n"),
  },
  {
    path: 'policies/organisation.policy.yaml',
    edit: (text, fill) => listedUnder(text, /^actions:/, fill('__operation__')) + fill(RULE_OF_ORGANISATION),
  },
  {
    path: 'policies/scopes.yaml',
    edit: (text, fill) => {
      const withAction = listedUnder(text, /^neverForTokens:\n {2}Organisation:/, fill('__operation__'))
      return withAction + fill('  __Noun__: read\n')
    },
  },
]

const RULE_OF_ORGANISATION = `  - id: organisation/__operation-kebab__
    permit: __operation__
    to: [acting]
    when: mine
    because: Whoever acts in an Organisation opens __words-plural__ for it.
`

/** Adds an item to the list after a key. It may stand on one line or on several, with a comma after its last item. */
function listedUnder(text: string, key: RegExp, item: string): string {
  const found = new RegExp(`${key.source}\\s*\\[[^\\]]*?(?=,?\\s*\\])`, 'm').exec(text)
  if (found === null) {
    throw new Error(`Nothing was written: no list looks like ${String(key)}. Was a policy file rearranged?`)
  }
  const end = found.index + found[0].length
  return `${text.slice(0, end)}, ${item}${text.slice(end)}`
}

function refuseTaken(schema: string, names: NounNames): void {
  const taken = [
    [names.pascal, new RegExp(`^(type|enum|input|interface) ${names.pascal}\\b`, 'm'), 'type'],
    [names.operation, new RegExp(`^ {2}${names.operation}\\(`, 'm'), 'query or mutation'],
    [names.camel, new RegExp(`^ {2}${names.camel}\\(id: ID!`, 'm'), 'query'],
  ] as const
  for (const [name, pattern, what] of taken) {
    if (!pattern.test(schema)) continue
    throw new Error(
      `The schema has a ${what} \`${name}\` already, and nothing was written. Choose another name.`,
    )
  }
}

function filled(text: string, names: NounNames): string {
  const values: Readonly<Record<string, string>> = {
    'noun-kebab': names.kebab,
    'nouns-kebab': names.kebabPlural,
    noun: names.camel,
    Noun: names.pascal,
    nouns: names.camelPlural,
    Nouns: names.pascalPlural,
    nouns_snake: names.snakePlural,
    NOUNS: names.snakePlural.toUpperCase(),
    words: names.kebab.replaceAll('-', ' '),
    'words-plural': names.kebabPlural.replaceAll('-', ' '),
    operation: names.operation,
    Operation: names.operation.charAt(0).toUpperCase() + names.operation.slice(1),
    'operation-kebab': names.operationKebab,
    NUMBER: String(names.number),
  }
  return text.replace(
    /__([A-Za-z]+(?:[-_](?:kebab|snake|plural))?)__/g,
    (token, name: string) => values[name] ?? token,
  )
}

function format(root: string, paths: readonly string[]): void {
  const prettier = join(root, 'node_modules/prettier/bin/prettier.cjs')
  const { status } = spawnSync(process.execPath, [prettier, '--write', '--log-level', 'warn', ...paths], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) process.stderr.write('The files are written but not formatted: run `npm run format`.\n')
}

function nextSteps(names: NounNames, files: readonly string[], edits: readonly string[]): string {
  return [
    `Made \`${names.pascal}\`:`,
    ...files.map((path) => `  new      ${path}`),
    ...edits.map((path) => `  changed  ${path}`),
    '',
    'It works as it stands. Make it yours, column by column: entity, migration, policy, scenarios, proofs. Then:',
    '  npm run generate                             the schema and the pages made of it',
    '  npm run policy -- check                      every field is classified',
    '  npm run policy -- test --database sqlite     everybody sees what the scenarios say',
    'CONTRIBUTING.md, "Add a noun", goes through it with an example.',
    '',
  ].join('\n')
}

if (require.main === module) {
  newNounCommand()
    .parseAsync()
    .catch((problem: unknown) => {
      process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`)
      process.exitCode = 1
    })
}

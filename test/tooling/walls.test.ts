import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { IConfiguration } from 'dependency-cruiser'
import { type Cruise, cruise } from './cruise'

const root = resolve(__dirname, '../..')
const rules = jest.requireActual<IConfiguration>('../../.dependency-cruiser.cjs').forbidden ?? []

/** One file that breaks each wall, by the wall's name. */
const breaches: Readonly<Record<string, readonly [file: string, source: string]>> = {
  'engine-knows-no-noun': ['src/read/knows-a-noun.ts', "import '../../schema/noun'"],
  'policy-is-pure': ['src/policy/reads-a-file.ts', "import 'node:fs'"],
  'policy-stands-alone': ['src/policy/asks-the-query.ts', "import '../read/query'"],
  'typeorm-stays-inside': ['src/http/opens-a-database.ts', "import 'typeorm'"],
  'resolvers-use-their-context': ['schema/noun.resolver.ts', "import 'typeorm'"],
  'schema-knows-no-server': ['schema/knows-the-server.ts', "import '../src/http/server'"],
  'nothing-imports-test': ['src/platform/database/uses-a-test.ts', "import '../../../test/support'"],
  'no-cycles': ['src/platform/database/egg.ts', "import './hen'"],
  'no-development-packages': ['src/platform/database/uses-a-test-tool.ts', "import 'fast-check'"],
  'everything-resolves': ['src/platform/database/lost.ts', "import './nowhere'"],
  'packages-are-declared': ['src/platform/database/undeclared.ts', "import 'istanbul-lib-coverage'"],
}
const innocent: Readonly<Record<string, string>> = {
  'schema/noun.ts': '',
  'schema/one.entity.ts': "import './other.entity'",
  'schema/other.entity.ts': "import './one.entity'",
  'src/platform/database/hen.ts': "import './egg'",
  'src/platform/database/uses-typeorm.ts': "import 'typeorm'",
  'src/main.ts': "import '../schema/noun'",
  'src/read/query.ts': "import '../policy/pure'\nimport 'typeorm'",
  'src/policy/pure.ts': "import '@marcbachmann/cel-js'",
  'src/http/server.ts': '',
  'test/support.ts': '',
}

describe('the walls', () => {
  it('are the sentences of docs/architecture.md, no more and no fewer', () => {
    const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
    const section = /## Walls\n([^]*?)\n## /.exec(text)?.[1] ?? ''
    const listed = [...section.matchAll(/^- (.*)$/gm)].map(([, sentence]) => sentence)
    expect(rules.map((rule) => rule.comment)).toEqual(listed)
  })

  it('are read from every module of the project', async () => {
    const seen = await cruise(root, ['src', 'schema', 'test', 'ormconfig.ts'])
    const sources = new Set(seen.modules.map((module) => module.source))
    const written = ['src', 'schema', 'test'].flatMap(typescriptFiles)
    expect(written.length).toBeGreaterThan(50)
    expect(written.filter((file) => !sources.has(file))).toEqual([])
    const edges = seen.modules.flatMap((module) => module.dependencies)
    expect(edges.length).toBeGreaterThan(written.length)
    expect(edges.some((edge) => edge.resolved.includes('node_modules/typeorm/'))).toBe(true)
    expect(seen.summary.violations).toEqual([])
  })

  it('each catch the file that breaks it, and nothing else', async () => {
    const seen = await cruisePlanted()
    const caught = seen.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`)
    const planted = Object.entries(breaches).map(([wall, [file]]) => `${wall}: ${file}`)
    expect(Object.keys(breaches).sort()).toEqual(rules.map((rule) => String(rule.name)).sort())
    expect(caught.filter((one) => one !== 'no-cycles: src/platform/database/hen.ts').sort()).toEqual(
      planted.sort(),
    )
  })
})

async function cruisePlanted(): Promise<Cruise> {
  mkdirSync(join(root, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, '.cache/walls-'))
  try {
    for (const [file, source] of [...Object.entries(innocent), ...Object.values(breaches)]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), source)
    }
    return await cruise(folder, ['src', 'schema', 'test'])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function typescriptFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { lexicographicSortSchema, printSchema } from 'graphql'
import type { Assembled } from '../assemble'
import { errorsReference } from '../server/errors-reference'
import { settingsReference } from '../server/settings-reference'

/** `npm run generate [-- --check]`: writes every generated file, or says which is out of date. */
export function generateCommand(mandate: () => Promise<Assembled>): Command {
  return new Command('generate')
    .description('Write the generated files: the schema in SDL, the reference of errors and settings')
    .option('--check', 'write nothing; fail where a file is out of date')
    .action(async (options: { check?: true }) => {
      const files = generated(await mandate())
      const stale = files.filter(({ path, text }) => current(path) !== text)
      if (options.check !== true) {
        for (const { path, text } of stale) writeFileSync(path, text)
        console.log(stale.length === 0 ? 'Every generated file is up to date.' : `Wrote ${names(stale)}.`)
        return
      }
      if (stale.length > 0)
        throw new Error(`Out of date: ${names(stale)}. Run \`npm run generate\` and commit.`)
    })
}

interface Generated {
  readonly path: string
  readonly text: string
}

function generated({ schema }: Assembled): readonly Generated[] {
  return [
    { path: join('schema', 'schema.graphql'), text: `${printSchema(lexicographicSortSchema(schema))}\n` },
    { path: join('docs', 'reference', 'errors.md'), text: errorsReference() },
    { path: join('docs', 'reference', 'settings.md'), text: settingsReference() },
  ]
}

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined // not there yet: as out of date as can be
  }
}

function names(files: readonly Generated[]): string {
  return files.map(({ path }) => `\`${path}\``).join(', ')
}

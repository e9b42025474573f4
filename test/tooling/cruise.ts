import { execFile } from 'node:child_process'
import { relative, resolve } from 'node:path'

const root = resolve(__dirname, '../..')
const config = resolve(root, '.dependency-cruiser.cjs')

const CACHED = ['--cache', '.cache/walls', '--cache-strategy', 'content']

export interface Cruise {
  readonly modules: readonly {
    readonly source: string
    readonly dependencies: readonly { resolved: string }[]
  }[]
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[]
  }
}

/** What the import linter sees of the given folders, under the project's own walls. It starts from what it found out last, as `npm run check` does. */
export async function cruise(folder: string, paths: readonly string[]): Promise<Cruise> {
  const cli = resolve(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const output = await new Promise<string>((done, fail) => {
    const options = { cwd: folder, maxBuffer: 256 * 1024 * 1024, timeout: 120_000 }
    // WHY: the JSON reporter exits with the number of violations, so only a missing answer is a failure.
    execFile(
      process.execPath,
      [cli, '--config', relative(folder, config), ...CACHED, '--output-type', 'json', ...paths],
      options,
      (error, out) => {
        if (out === '') fail(error ?? new Error('The import linter answered nothing.'))
        else done(out)
      },
    )
  })
  return JSON.parse(output) as Cruise
}

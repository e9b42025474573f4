import { execFileSync } from 'node:child_process'
import type { PolicyVersion } from './policy-version'

const SCHEMA = 'schema/schema.graphql'

/** The commit that a revision names; null where git knows none, or is not here, or this is no repository. */
export function findCommit(revision: string, project: string): string | null {
  try {
    return git(project, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])
      .toString()
      .trim()
  } catch {
    return null
  }
}

/** The policies as they stand in a commit: read from git's own store, the work tree is not touched. */
export function gitVersion(revision: string, commit: string, project: string): PolicyVersion {
  const listed = git(project, ['ls-tree', '-r', '-z', commit, '--', 'policies', SCHEMA]).toString()
  const found = listed
    .split('\0')
    .flatMap((line) => /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line)?.slice(1, 3) ?? [])
  const blobs = new Map<string, string>()
  for (let at = 0; at + 1 < found.length; at += 2) {
    const path = found[at + 1] ?? ''
    if (path.endsWith('.yaml') || path === SCHEMA) blobs.set(path, found[at] ?? '')
  }
  const texts = readBlobs([...blobs.values()], project)
  const all = [...blobs.keys()].map((path, index) => ({ path, text: texts[index] ?? '' }))
  const files = all
    .filter(({ path }) => path !== SCHEMA)
    .sort((left, right) => (left.path < right.path ? -1 : 1))
  if (files.length === 0) throw new Error(`The revision \`${revision}\` has no folder \`policies\`.`)
  const schema = all.find(({ path }) => path === SCHEMA)?.text
  const name = `${revision} (${commit.slice(0, 12)})`
  return { name, files, ...(schema === undefined ? {} : { schema }) }
}

/** All contents by one process: `<id> blob <size>`, a line break, so many bytes, a line break. */
function readBlobs(ids: readonly string[], project: string): readonly string[] {
  const answer = git(project, ['cat-file', '--batch'], ids.map((id) => `${id}\n`).join(''))
  let at = 0
  return ids.map((id) => {
    const head = answer.indexOf('\n', at)
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(answer.subarray(at, head).toString()) ?? []
    if (head < 0 || size === undefined) throw new Error(`git does not give the file ${id}.`)
    const text = answer.subarray(head + 1, head + 1 + Number(size)).toString('utf8')
    at = head + 2 + Number(size)
    return text
  })
}

/** INVARIANT: words are arguments of the program git, never a line for a shell. */
function git(project: string, words: readonly string[], input = ''): Buffer {
  return execFileSync('git', ['-C', project, ...words], {
    input,
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
}

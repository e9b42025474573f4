import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type PolicyFile } from '../../policy/parse/read-yaml'
import { type PolicyVersion } from './policy-version'

/**
 * The version of the policies that a word names; without a word, the working tree.
 *
 * - a git revision: `main`, `HEAD~3`, a tag;
 * - a folder with `principals.yaml`: a whole set of policies;
 * - another folder or a file: a draft, whose documents replace those of the same name in the working tree.
 *
 * @param project the folder that holds `policies`
 * @throws a sentence if the word names nothing, or both a revision and a path
 */
export function readVersion(word: string | undefined, project: string): PolicyVersion {
  const folder = `${project}/policies`
  if (word === undefined) return { name: 'the working tree', files: folderFiles(folder) }
  const commit = word.startsWith('-') ? null : findCommit(word, project)
  const isPath = existsSync(word)
  if (commit !== null && isPath) {
    throw new Error(
      `\`${word}\` is a git revision and a path as well. Write \`./${word}\` for the path, \`refs/heads/${word}\` for the branch.`,
    )
  }
  if (commit !== null) return gitVersion(word, commit, project)
  if (!isPath) {
    throw new Error(
      `\`${word}\` names no version of the policies: git knows no such revision here, and there is no such file or folder.`,
    )
  }
  return pathVersion(word, folder)
}

function pathVersion(path: string, working: string): PolicyVersion {
  if (!statSync(path).isDirectory()) {
    return draft(path, { path: basename(path), text: readFileSync(path, 'utf8') }, working)
  }
  const files = folderFiles(path)
  if (files.some((one) => one.path === 'policies/principals.yaml')) return { name: `folder ${path}`, files }
  if (files.length === 0) throw new Error(`The folder \`${path}\` holds no policies.`)
  return { name: `draft ${path}`, files: replaced(folderFiles(working), files) }
}

/** Replaces the file of the same name, in whatever folder it is; a new name adds a document. */
function draft(word: string, { path: name, text }: PolicyFile, working: string): PolicyVersion {
  const files = folderFiles(working)
  const place = files.find(({ path }) => basename(path) === name)?.path ?? `policies/${name}`
  return { name: `draft ${word}`, files: replaced(files, [{ path: place, text }]) }
}

function replaced(files: readonly PolicyFile[], by: readonly PolicyFile[]): readonly PolicyFile[] {
  const all = new Map([...files, ...by].map((file) => [file.path, file]))
  return [...all.values()].sort((left, right) => (left.path < right.path ? -1 : 1))
}

const SCHEMA = 'schema/schema.graphql'

/** The commit that a revision names; null if git does not know it or is missing, or if this is no repository. */
function findCommit(revision: string, project: string): string | null {
  try {
    return git(project, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])
      .toString()
      .trim()
  } catch {
    return null
  }
}

/** Reads the policies of a commit from git's own store, without touching the working tree. */
function gitVersion(revision: string, commit: string, project: string): PolicyVersion {
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

/** Reads all contents with one process: `<id> blob <size>`, a line break, so many bytes, a line break. */
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

/** INVARIANT: the user's words are arguments of git, never part of a shell command. */
function git(project: string, words: readonly string[], input = ''): Buffer {
  return execFileSync('git', ['-C', project, ...words], {
    input,
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
}

/** Every YAML file in and below a folder, named as if the folder were `policies`, in the order of their paths. */
function folderFiles(folder: string): readonly PolicyFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: `policies${path.slice(join(folder).replace(/\/$/, '').length)}`,
      text: readFileSync(path, 'utf8'),
    }))
    .sort((left, right) => (left.path < right.path ? -1 : 1))
}

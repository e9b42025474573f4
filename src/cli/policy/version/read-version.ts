import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { PolicyFile } from '../../../policy/read-yaml'
import { folderFiles } from './folder-files'
import { findCommit, gitVersion } from './git-version'
import type { PolicyVersion } from './policy-version'

/**
 * The version of the policies that a word names; without a word, the working tree.
 *
 * - a git revision: `main`, `HEAD~3`, a tag;
 * - a folder with `principals.yaml`: a whole set of policies;
 * - another folder or a file: a draft, whose documents stand in the place of those of that name in the working tree.
 *
 * @param project the folder that holds `policies`
 * @throws a sentence, where the word names nothing, or both a revision and a path
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

/** One file in the place of the one of that name, wherever that stands; a new name is a new document. */
function draft(word: string, { path: name, text }: PolicyFile, working: string): PolicyVersion {
  const files = folderFiles(working)
  const place = files.find(({ path }) => basename(path) === name)?.path ?? `policies/${name}`
  return { name: `draft ${word}`, files: replaced(files, [{ path: place, text }]) }
}

function replaced(files: readonly PolicyFile[], by: readonly PolicyFile[]): readonly PolicyFile[] {
  const all = new Map([...files, ...by].map((file) => [file.path, file]))
  return [...all.values()].sort((left, right) => (left.path < right.path ? -1 : 1))
}

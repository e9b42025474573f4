import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyFile } from '../../policy/read-yaml'
import { type Case, isCaseName } from '../../review/case/case'
import { caseText } from '../../review/case/case-text'

const ENDING = '.case.yaml'

/** The cases of a folder, in the order of their names; none where there is no folder. */
export function caseFolder(folder: string): readonly PolicyFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .sort()
    .map((name) => ({
      path: join('policies', 'cases', name),
      text: readFileSync(join(folder, name), 'utf8'),
    }))
}

/** @throws a sentence where a case cannot be called so. */
export function checkCaseName(name: string): void {
  if (isCaseName(name)) return
  throw new Error(
    `\`${name}\` is no name for a case: small letters, digits and dashes, like \`no-foreign-invoice\`.`,
  )
}

/** Writes a case into a folder. @returns the file. @throws a sentence where its name is none or is taken. */
export function saveCase(folder: string, one: Case): string {
  checkCaseName(one.name)
  const file = join(folder, `${one.name}${ENDING}`)
  if (existsSync(file))
    throw new Error(`There is a case \`${one.name}\` already; remove ${file} or choose another name.`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, caseText(one))
  return file
}

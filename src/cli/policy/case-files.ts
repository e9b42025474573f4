import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding } from '../../analysis/report/report'
import { type PolicyFile } from '../../policy/parse/read-yaml'
import { type PolicySet } from '../../policy/policy-set'
import { QueryEngine } from '../../read/engine'
import { readDatabase } from '../../read/read-context'
import { type Case, caseText, isCaseName } from '../../testing/cases/case'
import { loadCases } from '../../testing/cases/load-cases'
import { caseFailureText, type CaseDatabases, runCase, runCaseInSql } from '../../testing/cases/run-case'
import { ScenarioErrors, scenarioErrorText } from '../../testing/scenarios/scenario'
import { type PolicyParts } from './policy-files'

const ENDING = '.case.yaml'

/** The cases of a folder, in the order of their names; none if the folder is missing. */
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

/** @throws a sentence if a case cannot have this name. */
export function checkCaseName(name: string): void {
  if (isCaseName(name)) return
  throw new Error(
    `\`${name}\` cannot be the name of a case. Use lower-case letters, digits and dashes, like \`no-foreign-invoice\`.`,
  )
}

/** Writes a case into a folder. @returns the file. @throws a sentence if its name is invalid or taken. */
export function saveCase(folder: string, one: Case): string {
  checkCaseName(one.name)
  const file = join(folder, `${one.name}${ENDING}`)
  if (existsSync(file))
    throw new Error(`The case \`${one.name}\` exists already. Remove ${file} or choose another name.`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, caseText(one))
  return file
}

interface SavedCases {
  readonly files: readonly string[]
  /** One for each case that was not saved, with the reason. */
  readonly refused: readonly Finding[]
}

/**
 * Writes cases that a verb found. Each is first read again from its own text, and must pass in the rule engine and in SQL
 * under these policies, on a database in memory. A case that does not pass is reported, not written.
 */
export async function saveCases(
  parts: Pick<PolicyParts, 'open' | 'mandateOn' | 'caseFolder'>,
  policies: PolicySet,
  cases: readonly Case[],
): Promise<SavedCases> {
  const files: string[] = []
  const refused: Finding[] = []
  const settings = { secret: randomBytes(32), maximumCost: 1_000_000 }
  const dataSource = await parts.open('sqlite::memory:', { connections: 1, statementTimeoutSeconds: 60 })
  try {
    const { schema, model } = parts.mandateOn(dataSource, settings)
    const database = readDatabase(dataSource)
    const engine = new QueryEngine({ schema, model, policies, database, ...settings })
    const demo = { mandate: { schema, model, policies, engine }, dataSource, on: 'SQLite' }
    for (const one of cases) {
      const objections = await objectionsTo(one, demo)
      const name = freeName(parts.caseFolder, one.name)
      if (objections.length === 0) files.push(saveCase(parts.caseFolder, { ...one, name }))
      else refused.push(refusal(one, objections))
    }
  } finally {
    await dataSource.destroy()
  }
  return { files, refused }
}

/** WHY: a name is made of what a case is about, cut to a length; two cases may be about the same. */
function freeName(folder: string, name: string): string {
  for (let number = 2, free = name; ; number += 1) {
    if (!existsSync(join(folder, `${free}${ENDING}`))) return free
    free = `${name}-${number}`
  }
}

function refusal({ name }: Case, objections: readonly string[]): Finding {
  const message = [`The case \`${name}\` was not saved, for it would fail:`, ...objections].join('\n')
  return { kind: 'case-not-saved', level: 'error', message }
}

/**
 * Why a case that a verb found cannot be saved: its text is read again, and the rule engine and SQL are asked. Empty if
 * the case passes.
 */
async function objectionsTo(one: Case, demo: CaseDatabases): Promise<readonly string[]> {
  const { policies, model } = demo.mandate
  const file = { path: `policies/cases/${one.name}.case.yaml`, text: caseText(one) }
  try {
    const objections: string[] = []
    for (const read of loadCases([file], { policies, model })) {
      const failures = [...runCase(read, policies, model), ...(await runCaseInSql(read, demo))]
      objections.push(...failures.map(caseFailureText))
    }
    return objections
  } catch (problem) {
    if (!(problem instanceof ScenarioErrors)) throw problem
    return problem.errors.map(scenarioErrorText)
  }
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Command } from 'commander'
import { accessMatrix, type KnownAnswers, rememberingSolver } from '../../analysis/matrix/access-matrix'
import { conditionNames } from '../../analysis/matrix/condition-names'
import { matrixReport } from '../../analysis/matrix/matrix-report'
import { readSituations } from '../../analysis/matrix/situations'
import { readInvariants } from '../../analysis/prove/read-invariants'
import { type Report } from '../../analysis/report/report'
import { openSolver } from '../../analysis/solver/z3-solver'
import { type Assembled } from '../../app/assemble'
import { type PolicyFile } from '../../policy/parse/read-yaml'
import { type PolicyParts } from './policy-files'
import { reportingCommand } from './reporting-command'

/** `npm run policy -- matrix`: who sees what: always, never, or on a condition. */
export function policyMatrixCommand(parts: PolicyParts): Command {
  const description = 'Print who sees what: never, always or when, for each kind of principal and situation'
  return reportingCommand({ name: 'matrix', description }, async () =>
    matrixOf(await parts.mandateWithoutData(), parts),
  )
}

/** The files from which the matrix is made, beside the compiled policies. */
export interface MatrixFiles {
  readonly policyFiles: () => readonly PolicyFile[]
  readonly situationsFile: () => PolicyFile
  /** Every world meets its assumptions. */
  readonly invariantFile: () => PolicyFile
}

/** The access matrix of the policies in force. */
export async function matrixOf(
  { policies, model }: Pick<Assembled, 'policies' | 'model'>,
  { policyFiles, situationsFile, invariantFile }: MatrixFiles,
): Promise<Report> {
  const files = policyFiles()
  const situations = readSituations(situationsFile(), files, model)
  const answers = answersFile()
  const solver = rememberingSolver(openSolver, answers.known)
  try {
    const { assumptions } = readInvariants(invariantFile(), { model, policies, files })
    const names = conditionNames(policies, model, files)
    return matrixReport(await accessMatrix({ policies, model, situations, solver, names, assumptions }))
  } finally {
    await solver.close()
    answers.save(solver.used())
  }
}

/** The cache of the solver's answers on this machine. It may be removed at any time. */
const FILE = join(__dirname, '..', '..', '..', '.cache', 'matrix-answers.json')

/** The cached answers of the solver, and how to store new ones. */
function answersFile(): { readonly known: KnownAnswers; save(answers: KnownAnswers): void } {
  return {
    known: read(),
    save: (answers) => {
      mkdirSync(dirname(FILE), { recursive: true })
      writeFileSync(FILE, JSON.stringify(answers))
    },
  }
}

function read(): KnownAnswers {
  try {
    // The file is our own; an entry that is no answer is ignored and computed again.
    return JSON.parse(readFileSync(FILE, 'utf8')) as KnownAnswers
  } catch {
    return {}
  }
}

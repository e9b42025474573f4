import type { Assembled } from '../../assemble'
import { accessMatrix } from '../../review/matrix/access-matrix'
import { conditionNames } from '../../review/matrix/condition-names'
import { matrixReport } from '../../review/matrix/matrix-report'
import { readInvariants } from '../../review/prove/read-invariants'
import { readSituations } from '../../review/matrix/situations'
import { rememberingSolver } from '../../review/matrix/remembering-solver'
import type { Report } from '../../review/report/report'
import { openSolver } from '../../review/solve/z3-solver'
import { answersFile } from './answers-file'
import type { PolicyFile } from '../../policy/read-yaml'

/** The files that the matrix is made of beside the compiled policies. */
export interface MatrixFiles {
  readonly policyFiles: () => readonly PolicyFile[]
  readonly situationsFile: () => PolicyFile
  /** Its assumptions are what every world keeps to. */
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

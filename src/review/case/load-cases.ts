import type { PolicyFile } from '../../policy/load-policies'
import { type ScenarioError, ScenarioErrors } from '../../scenario/scenario-error'
import { rowAt } from '../world/made-up-world'
import { type Case, isCaseName } from './case'
import { type CaseWords, readCase } from './read-case'

/**
 * The cases that these files tell, every word checked against schema and policies.
 * INVARIANT: all or nothing; the error names every mistake found.
 */
export function loadCases(files: readonly PolicyFile[], words: CaseWords): readonly Case[] {
  const errors: ScenarioError[] = []
  const cases = files.flatMap((file) => {
    const read = readCase(file, words, (error) => void errors.push(error))
    if (read === null) return []
    const top = { path: file.path, line: 1, column: 1 }
    if (!isCaseName(read.name)) {
      errors.push({
        ...top,
        message: 'A case is called by small letters, digits and dashes: `no-foreign-invoice.case.yaml`.',
      })
    }
    for (const { question, key } of read.expect) {
      if (rowAt(read.world, { type: question.type, key }) !== undefined) continue
      errors.push({
        ...top,
        message: `The world has no ${question.type}:${key}, which is expected to answer.`,
      })
    }
    return [read]
  })
  if (errors.length > 0) throw new ScenarioErrors(errors)
  return cases
}

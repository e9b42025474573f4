import type { PolicyFile } from '../../policy/read-yaml'
import { type ScenarioError, ScenarioErrors } from '../../scenario/scenario-error'
import { rowAt } from '../world/made-up-world'
import type { Case } from './case'
import { type CaseWords, readCases } from './read-case'

/**
 * The cases that these files tell, every word checked against schema and policies.
 * INVARIANT: all or nothing; the error names every mistake found.
 */
export function loadCases(files: readonly PolicyFile[], words: CaseWords): readonly Case[] {
  const errors: ScenarioError[] = []
  const cases = files.flatMap((file) => {
    const read = readCases(file, words, (error) => void errors.push(error))
    const missing = new Set(read.flatMap(missingRows))
    const message = (row: string): string => `The world has no ${row}, which is expected to answer.`
    errors.push(
      ...[...missing].map((row) => ({ path: file.path, line: 1, column: 1, message: message(row) })),
    )
    return read
  })
  if (errors.length > 0) throw new ScenarioErrors(errors)
  return cases
}

function missingRows({ world, expect }: Case): readonly string[] {
  return expect.flatMap(({ question: { type }, key }) =>
    rowAt(world, { type, key }) === undefined ? [`${type}:${key}`] : [],
  )
}

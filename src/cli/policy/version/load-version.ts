import { loadPolicies } from '../../../policy/load-policies'
import { PolicyErrors, policyErrorText } from '../../../policy/policy-error'
import type { PolicySet } from '../../../policy/policy-set'
import type { Vocabulary } from '../../../policy/vocabulary'
import { documentsOf, type PolicyVersion } from './policy-version'
import { wordsOfSchema } from './words-of-schema'

/** A version whose policies were checked. */
export interface LoadedVersion extends PolicyVersion {
  readonly set: PolicySet
  /** The words that its policies had to classify. */
  readonly vocabulary: Vocabulary
  /** Types of that version that exist no longer; their documents were left out. */
  readonly goneTypes: readonly string[]
}

/**
 * The policies of a version, over today's tables. What must be classified is what that version's own schema shows, so
 * that a field added since is no mistake of the base: there nobody reads it.
 *
 * @throws a sentence that says which side does not load, with every mistake
 */
export function loadVersion(version: PolicyVersion, today: Vocabulary, side: 'base' | 'head'): LoadedVersion {
  const { vocabulary, goneTypes } =
    version.schema === undefined ? { vocabulary: today, goneTypes: [] } : wordsOfSchema(version.schema, today)
  const documents = documentsOf(version).filter(({ text }) => {
    const [, type] = /^type:\s*([A-Za-z]+)/m.exec(text) ?? []
    return type === undefined || !goneTypes.includes(type)
  })
  try {
    return { ...version, vocabulary, goneTypes, set: loadPolicies(documents, vocabulary) }
  } catch (problem) {
    if (!(problem instanceof PolicyErrors)) throw problem
    const mistakes = problem.errors.map(policyErrorText)
    const many = `${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}`
    const head = `The ${side}, ${version.name}, does not load against today's schema: ${many}.`
    throw new Error([head, ...mistakes.map((line) => `  ${line}`)].join('\n'))
  }
}

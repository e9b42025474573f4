import { PolicyErrors } from '../../../policy/policy-error'
import type { Model } from '../../../query/model/model'
import { sharedAssumptions } from '../../../review/diff/shared-assumptions'
import { readAssumptions } from '../../../review/prove/read-invariants'
import type { Assumption } from '../../../review/solve/assumption'
import type { LoadedVersion } from './load-version'
import { documentsOf } from './policy-version'

/** What two versions both take for granted; where one of them says nothing that can be read, nothing. */
export function assumptionsOf(
  { base, head }: { readonly base: LoadedVersion; readonly head: LoadedVersion },
  model: Model,
): readonly Assumption[] {
  return sharedAssumptions(said(base, model), said(head, model))
}

function said(version: LoadedVersion, model: Model): readonly Assumption[] {
  const file = version.files.find(({ path }) => path === 'policies/invariants.yaml')
  if (file === undefined) return []
  try {
    return readAssumptions(file, { model, policies: version.set, files: documentsOf(version) })
  } catch (problem) {
    // WHY none: diff needs no assumption, and its report says how many it had. `prove` tells what is wrong with them.
    if (problem instanceof PolicyErrors) return []
    throw problem
  }
}

import type { PolicyFile } from '../../../policy/read-yaml'
import type { PolicyParts } from '../policy-parts'
import { documentsOf, filesIn, type PolicyVersion } from './policy-version'

/** The same nouns and the same demo world under another version: its policies, scenarios, cases, invariants and situations. */
export function partsOfVersion(parts: PolicyParts, version: PolicyVersion): PolicyParts {
  const policies = documentsOf(version)
  const one = (name: string): PolicyFile => {
    const file = version.files.find(({ path }) => path === `policies/${name}`)
    if (file === undefined) throw new Error(`There is no \`${name}\` in ${version.name}.`)
    return file
  }
  return {
    ...parts,
    policyFiles: () => policies,
    mandateOn: (dataSource, settings) => parts.mandateOn(dataSource, { ...settings, policies }),
    mandateWithoutData: () => parts.mandateWithoutData(policies),
    situationsFile: () => one('situations.yaml'),
    invariantFile: () => one('invariants.yaml'),
    scenarioFiles: () => filesIn(version, 'scenarios'),
    caseFiles: () => filesIn(version, 'cases'),
  }
}

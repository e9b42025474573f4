import { join } from 'node:path'
import { openDatabaseAt } from '../../ormconfig'
import { Role } from '../../schema/membership/role'
import { fillDemoWorld, names } from '../../schema/world/demo/demo-world'
import { personas, programs } from '../../schema/world/demo/personas'
import { caseFolder } from '../cli/policy/case-files'
import {
  invariantFile,
  policyFolder,
  type PolicyParts,
  scenarioFolder,
  situationsFile,
} from '../cli/policy/policy-files'
import { downloadsOf } from './jobs-and-downloads'
import { leakTargets } from './leak-targets'
import { mandateOn, mandateWithoutData, modelOn, modelWithoutData } from './mandate-on'

/** The data on which the policy commands try the policies. */
export const policyParts: PolicyParts = {
  project: join(__dirname, '..', '..'),
  open: openDatabaseAt,
  mandateOn,
  mandateWithoutData,
  modelOn,
  modelWithoutData,
  roles: Object.values(Role),
  fillDemoWorld,
  fileTargetsOn: (mandate) =>
    leakTargets(mandate, downloadsOf({ providerName: 'Example Hosting', providerLegal: [] })),
  personas: [...personas, ...programs],
  names,
  situationsFile: () => situationsFile(join(__dirname, '..', '..', 'policies')),
  scenarioFiles: () => scenarioFolder(join(__dirname, '..', '..', 'policies', 'scenarios')),
  policyFiles: () => policyFolder(join(__dirname, '..', '..', 'policies')),
  invariantFile: () => invariantFile(join(__dirname, '..', '..', 'policies')),
  caseFiles: () => caseFolder(join(__dirname, '..', '..', 'policies', 'cases')),
  caseFolder: join(__dirname, '..', '..', 'policies', 'cases'),
}

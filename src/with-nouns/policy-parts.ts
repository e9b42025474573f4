import { join } from 'node:path'
import { openDatabaseAt } from '../../ormconfig'
import { Role } from '../../schema/membership/role'
import { fillDemoWorld } from '../../schema/world/demo/fill-demo-world'
import { names } from '../../schema/world/demo/names'
import { personas } from '../../schema/world/demo/personas'
import { programs } from '../../schema/world/demo/programs'
import { caseFolder } from '../cli/policy/case-folder'
import { invariantFile } from '../cli/policy/invariant-file'
import { policyFolder } from '../cli/policy/policy-folder'
import { situationsFile } from '../cli/policy/situations-file'
import type { PolicyParts } from '../cli/policy/policy-parts'
import { scenarioFolder } from '../cli/policy/scenario-folder'
import { downloadsOf } from './jobs-and-downloads'
import { leakDoors } from './leak-doors'
import { mandateOn, mandateWithoutData, modelOn, modelWithoutData } from './mandate-on'

/** What the policy commands try the policies on. */
export const policyParts: PolicyParts = {
  project: join(__dirname, '..', '..'),
  open: openDatabaseAt,
  mandateOn,
  mandateWithoutData,
  modelOn,
  modelWithoutData,
  roles: Object.values(Role),
  fillDemoWorld,
  doorsOn: (mandate) =>
    leakDoors(mandate, downloadsOf({ providerName: 'Example Hosting', providerLegal: [] })),
  personas: [...personas, ...programs],
  names,
  situationsFile: () => situationsFile(join(__dirname, '..', '..', 'policies')),
  scenarioFiles: () => scenarioFolder(join(__dirname, '..', '..', 'policies', 'scenarios')),
  policyFiles: () => policyFolder(join(__dirname, '..', '..', 'policies')),
  invariantFile: () => invariantFile(join(__dirname, '..', '..', 'policies')),
  caseFiles: () => caseFolder(join(__dirname, '..', '..', 'policies', 'cases')),
  caseFolder: join(__dirname, '..', '..', 'policies', 'cases'),
}

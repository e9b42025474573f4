import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FileTargets } from '../../analysis/leaks/scan-roots'
import { type Assembled, type Parts } from '../../app/assemble'
import { type DatabaseSettings } from '../../platform/database/open-database'
import { type ConnectedDatabase } from '../../platform/database/transaction'
import { type PolicyFile } from '../../policy/parse/read-yaml'
import { globalId } from '../../read/cursor'
import { type Model } from '../../read/schema/model'
import { loadScenarios } from '../../testing/scenarios/load-scenarios'
import { fieldsOf, rowsNamed, type ScenarioWorld, type Subject } from '../../testing/scenarios/run-scenarios'
import { type ScenarioBook } from '../../testing/scenarios/scenario'
import { type DemoPersona } from '../persona'

/** What the policy commands need: the nouns and their demo world, which the engine does not know. */
export interface PolicyParts {
  /** The project folder, which holds `policies` and `schema`. */
  readonly project: string
  readonly open: (address: string, settings: DatabaseSettings) => Promise<ConnectedDatabase>
  readonly mandateOn: (
    dataSource: ConnectedDatabase,
    settings: Pick<Parts, 'secret' | 'maximumCost'> & Partial<Pick<Parts, 'policies'>>,
  ) => Assembled
  readonly mandateWithoutData: (policies?: readonly PolicyFile[]) => Promise<Assembled>
  /** The model without any policy, over which versions of the policies are loaded. */
  readonly modelOn: (dataSource: ConnectedDatabase) => Model
  readonly modelWithoutData: () => Promise<Model>
  /** The values of a member's role. */
  readonly roles: readonly string[]
  readonly fillDemoWorld: (dataSource: ConnectedDatabase) => Promise<void>
  /** The downloads. */
  readonly fileTargetsOn: (mandate: Assembled) => FileTargets
  readonly personas: readonly DemoPersona[]
  /** `invoice/lakeside-own` → `Invoice:7` */
  readonly names: ReadonlyMap<string, string>
  /** `policies/situations.yaml` */
  readonly situationsFile: () => PolicyFile
  readonly scenarioFiles: () => readonly PolicyFile[]
  /** The sources of the policies: documents, definitions, classes. */
  readonly policyFiles: () => readonly PolicyFile[]
  readonly invariantFile: () => PolicyFile
  readonly caseFiles: () => readonly PolicyFile[]
  /** The folder in which cases are saved. */
  readonly caseFolder: string
}

/** The type of the rows that a principal acts in. */
const ACTS_IN = 'Organisation'

const shared = ['classified-fields.yaml', 'definitions.yaml', 'principals.yaml', 'scopes.yaml']

/** The policy documents of a folder, scenarios left out, in the order of their names. */
export function policyFolder(folder: string): readonly PolicyFile[] {
  return readdirSync(folder)
    .filter(isPolicyFile)
    .sort()
    .map((name) => ({ path: join('policies', name), text: readFileSync(join(folder, name), 'utf8') }))
}

/** Whether a file of the folder `policies` holds policies; the other files are about them. */
export function isPolicyFile(name: string): boolean {
  return name.endsWith('.policy.yaml') || shared.includes(name)
}

/** The scenarios, checked against the policies, and everything that they must list or leave hidden. */
export function openScenarios(
  parts: PolicyParts,
  { model, policies }: Pick<Assembled, 'model' | 'policies'>,
): { readonly book: ScenarioBook; readonly subjects: readonly Subject[] } {
  const world: ScenarioWorld = {
    personas: new Map(
      parts.personas.map(({ key, ids }) => [
        key,
        ids.organisation === null ? null : globalId(ACTS_IN, ids.organisation),
      ]),
    ),
    actsIn: ACTS_IN,
    names: parts.names,
    vocabulary: model,
    actions: new Map([...policies.types].map(([type, { actions }]) => [type, actions])),
  }
  const subjects = [...world.actions].map(([type, actions]) => ({
    type,
    rows: [...rowsNamed(world, type).values()],
    fields: fieldsOf(world, type),
    actions,
  }))
  return { book: loadScenarios(parts.scenarioFiles(), world), subjects }
}

/** The scenario files of a folder, in the order of their names. */
export function scenarioFolder(folder: string): readonly PolicyFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({
      path: join('policies', 'scenarios', name),
      text: readFileSync(join(folder, name), 'utf8'),
    }))
}

/** The invariants beside the policies of a folder. */
export function invariantFile(folder: string): PolicyFile {
  const name = 'invariants.yaml'
  return { path: join('policies', name), text: readFileSync(join(folder, name), 'utf8') }
}

/** The situations that the access matrix distinguishes. */
export function situationsFile(folder: string): PolicyFile {
  const name = 'situations.yaml'
  return { path: join('policies', name), text: readFileSync(join(folder, name), 'utf8') }
}

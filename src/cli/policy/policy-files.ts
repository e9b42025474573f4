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

/** What the policy commands are given: the nouns and their demo world, which the engine does not know. */
export interface PolicyParts {
  /** The folder that holds `policies`, `schema` and the rest. */
  readonly project: string
  readonly open: (address: string, settings: DatabaseSettings) => Promise<ConnectedDatabase>
  readonly mandateOn: (
    dataSource: ConnectedDatabase,
    settings: Pick<Parts, 'secret' | 'maximumCost'> & Partial<Pick<Parts, 'policies'>>,
  ) => Assembled
  readonly mandateWithoutData: (policies?: readonly PolicyFile[]) => Promise<Assembled>
  /** What exists, without any policy: versions of them are loaded over it. */
  readonly modelOn: (dataSource: ConnectedDatabase) => Model
  readonly modelWithoutData: () => Promise<Model>
  /** The values of a member's role. */
  readonly roles: readonly string[]
  readonly fillDemoWorld: (dataSource: ConnectedDatabase) => Promise<void>
  /** What can be fetched beside operations. */
  readonly fileTargetsOn: (mandate: Assembled) => FileTargets
  readonly personas: readonly DemoPersona[]
  /** `invoice/lakeside-own` → `Invoice:7` */
  readonly names: ReadonlyMap<string, string>
  /** `policies/situations.yaml` */
  readonly situationsFile: () => PolicyFile
  readonly scenarioFiles: () => readonly PolicyFile[]
  /** Documents, definitions, classes: what the policies are loaded from. */
  readonly policyFiles: () => readonly PolicyFile[]
  readonly invariantFile: () => PolicyFile
  readonly caseFiles: () => readonly PolicyFile[]
  /** Where cases are saved. */
  readonly caseFolder: string
}

/** A principal of the engine acts in a row of this type. */
const ACTS_IN = 'Organisation'

const shared = ['classified-fields.yaml', 'definitions.yaml', 'principals.yaml', 'scopes.yaml']

/** The policy documents of a folder, scenarios left out, in the order of their names. */
export function policyFolder(folder: string): readonly PolicyFile[] {
  return readdirSync(folder)
    .filter(isPolicyFile)
    .sort()
    .map((name) => ({ path: join('policies', name), text: readFileSync(join(folder, name), 'utf8') }))
}

/** Whether a file of the folder `policies` holds policies; the others speak about them. */
export function isPolicyFile(name: string): boolean {
  return name.endsWith('.policy.yaml') || shared.includes(name)
}

/** The scenarios, checked against the policies' words, and everything they must speak of or leave hidden. */
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

/** What the access matrix tells apart. */
export function situationsFile(folder: string): PolicyFile {
  const name = 'situations.yaml'
  return { path: join('policies', name), text: readFileSync(join(folder, name), 'utf8') }
}

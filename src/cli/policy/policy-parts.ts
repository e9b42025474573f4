import type { Assembled, Parts } from '../../assemble'
import type { ConnectedDatabase } from '../../data/connected-database'
import type { DatabaseSettings } from '../../data/database-settings'
import type { PolicyFile } from '../../policy/read-yaml'
import type { Model } from '../../query/model/model'
import type { Doors } from '../../review/leaks/door'
import type { Persona } from '../persona'

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
  readonly doorsOn: (mandate: Assembled) => Doors
  readonly personas: readonly Persona[]
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

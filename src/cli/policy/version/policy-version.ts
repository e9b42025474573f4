import type { PolicyFile } from '../../../policy/read-yaml'
import { isPolicyFile } from '../policy-folder'

/** The folder `policies` as it stands or stood somewhere. */
export interface PolicyVersion {
  /** How a report calls it: `main (3f2a91c04d5e)`, `the working tree`. */
  readonly name: string
  /** Every YAML file of the folder, scenarios and cases included, as `policies/…`, in the order of their paths. */
  readonly files: readonly PolicyFile[]
  /** The public schema of that version, where it is known: what its policies had to classify. */
  readonly schema?: string
}

/** The documents of a version: types, classes and definitions. */
export function documentsOf({ files }: PolicyVersion): readonly PolicyFile[] {
  return files.filter(({ path }) => /^policies\/[^/]+$/.test(path) && isPolicyFile(path.slice(9)))
}

/** The files of a folder of a version: `scenarios`, `cases`. */
export function filesIn({ files }: PolicyVersion, folder: string): readonly PolicyFile[] {
  return files.filter(({ path }) => path.startsWith(`policies/${folder}/`))
}

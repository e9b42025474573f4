import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { realPolicyFiles } from '../../policies/real-policy-files'

/** One passage of a document replaced: `in` is the name of the file without its ending. */
export interface Edit {
  readonly in: string
  readonly find: string
  readonly put: string
}

/** The committed policies with some passages replaced. @throws where a passage is not there exactly once */
export function editedPolicies(edits: readonly Edit[]): readonly PolicyFile[] {
  return edits.reduce<readonly PolicyFile[]>((files, edit) => {
    const path = `policies/${edit.in}.yaml`
    return files.map((file) => (file.path === path ? { path, text: replacedOnce(file.text, edit) } : file))
  }, realPolicyFiles())
}

function replacedOnce(text: string, { in: name, find, put }: Edit): string {
  const [before, after, ...more] = text.split(find)
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(
      `${name}: the passage to replace is there ${more.length + (after === undefined ? 0 : 1)} times:\n${find}`,
    )
  }
  return before + put + after
}

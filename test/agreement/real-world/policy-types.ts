import { parse } from 'yaml'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'

/** The types that have a document. */
export function policyTypes(files: readonly PolicyFile[]): readonly string[] {
  return files.flatMap(({ text }) => {
    const { type } = parse(text) as { readonly type?: string } // the committed policies, which load
    return type === undefined ? [] : [type]
  })
}

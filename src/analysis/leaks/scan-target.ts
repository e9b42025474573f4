import {
  getNamedType,
  type GraphQLSchema,
  isInterfaceType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { addressIn } from './scan-roots'
import {
  type OperationVocabulary,
  writeAddress,
  writeOperation,
  type WrittenOperation,
} from './write-operation'

/** What the search scans: everything, the rows of one type, or operations that somebody wrote. */
export type ScanTarget =
  | { readonly kind: 'everything' }
  /** Downloads alone. */
  | { readonly kind: 'files' }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'operations'; readonly operations: readonly TargetOperation[] }

export interface TargetOperation {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** WHY bounded: few generated operations reach a type that is many edges away. The last one is asked then. */
const MOST_TRIES = 40

/** The writer of operations for a scan target. */
export function writerFor(
  target: ScanTarget,
  schema: GraphQLSchema,
): (words: OperationVocabulary) => WrittenOperation {
  switch (target.kind) {
    case 'everything':
      return writeOperation
    case 'files':
      return writeAddress
    case 'type':
      return (all) => {
        const words = { ...all, fileTargets: [] }
        let written = writeOperation(words)
        for (let tries = 1; tries < MOST_TRIES && !speaksOf(schema, written.text, target.type); tries += 1) {
          written = writeOperation(words)
        }
        return written
      }
    case 'operations': {
      let next = 0
      return () => {
        const operation = target.operations[next % target.operations.length]
        next += 1
        if (operation === undefined) throw new Error('There is no operation to ask.')
        return operation
      }
    }
  }
}

/** Whether an operation selects something of a type; by `node` and `nodes` only where it names the type. */
export function speaksOf(schema: GraphQLSchema, text: string, type: string): boolean {
  if (addressIn(text) !== undefined) return false
  const info = new TypeInfo(schema)
  let found = false
  visit(
    parse(text),
    visitWithTypeInfo(info, {
      Field: () => {
        const parent = info.getParentType()
        if (parent !== null && parent !== undefined && !isInterfaceType(parent)) {
          found = found || getNamedType(parent).name === type
        }
      },
    }),
  )
  return found
}

import { isDeepStrictEqual } from 'node:util'
import { type GraphQLResolveInfo } from 'graphql'
import { SIGNED_OUT } from '../policy/principal'
import { type WriteGround } from '../write/ground'
import { type Outcome, type RowRef } from '../write/operation'
import { write, type WriteRequest } from '../write/write-door'
import { type WriteContext } from '../write/write-context'
import { isByNobody } from '../query/by-nobody'
import { type PayloadPlan } from './engine'
import { refuseRequest } from './refuse-request'
import { preparedOf, type RequestProgress } from './request-context'

/** How the mutations of one request write, and how their payloads read what they show. */
export function writerOf(
  ground: WriteGround | undefined,
  request: Omit<WriteRequest, 'principal'>,
  progress: RequestProgress,
): WriteContext['write'] {
  return async (info, operation, input) => {
    if (ground === undefined) throw new Error('This gateway was started without anything to write to')
    const { principal, notes } = progress
    // INVARIANT: what leaves no trace is declared where the schema is, so that every log knows before it writes.
    const field = info.parentType.getFields()[info.fieldName]
    if ((field !== undefined && isByNobody(field)) !== (operation.by === 'nobody')) {
      throw new Error(`${info.fieldName} and its operation say differently who does it`)
    }
    const payload = preparedOf(progress).planPayload(info, principal)
    const written = await write(ground, { ...request, principal, notes }, { operation, input }).catch(
      // What waited in vain refuses with its status and Retry-After; every other failure stays what it is.
      (problem: unknown) => Promise.reject(refuseRequest(problem)),
    )
    const { left } = written
    if (left.signedOut) progress.principal = SIGNED_OUT
    else if (left.principal.user !== null) progress.principal = left.principal
    // WHY planned twice: the first plan refuses before anything is done, the second knows who reads now.
    let current = isDeepStrictEqual(left.principal, principal) ? payload : undefined
    const planned = (): PayloadPlan => (current ??= preparedOf(progress).planPayload(info, left.principal))
    return { ...written, read: (field) => readPayload(planned, written.outcome, field) }
  }
}

async function readPayload(
  planned: () => PayloadPlan,
  outcome: Outcome,
  field: GraphQLResolveInfo,
): Promise<unknown> {
  const value = outcome[field.fieldName] ?? null
  if (isRef(value)) return (await planned().read(field, [value.key]))[0] ?? null
  if (!Array.isArray(value)) return value
  // An outcome lists nothing but rows.
  const refs = value as readonly RowRef[]
  return planned().read(
    field,
    refs.map((ref) => ref.key),
  )
}

function isRef(value: Outcome[string]): value is RowRef {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

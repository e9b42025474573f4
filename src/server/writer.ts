import { type GraphQLResolveInfo } from 'graphql'
import { type WriteGround } from '../write/ground'
import { type Outcome, type RowRef } from '../write/operation'
import { write, type WriteRequest } from '../write/write-door'
import { type WriteContext } from '../write/write-context'
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
    const payload = preparedOf(progress).planPayload(info, principal)
    const written = await write(ground, { ...request, principal, notes }, { operation, input }).catch(
      // What waited in vain refuses with its status and Retry-After; every other failure stays what it is.
      (problem: unknown) => Promise.reject(refuseRequest(problem)),
    )
    return { ...written, read: (field) => readPayload(payload, written.outcome, field) }
  }
}

async function readPayload(
  payload: PayloadPlan,
  outcome: Outcome,
  field: GraphQLResolveInfo,
): Promise<unknown> {
  const value = outcome[field.fieldName] ?? null
  if (isRef(value)) return (await payload.read(field, [value.key]))[0] ?? null
  if (!Array.isArray(value)) return value
  // An outcome lists nothing but rows.
  const refs = value as readonly RowRef[]
  return payload.read(
    field,
    refs.map((ref) => ref.key),
  )
}

function isRef(value: Outcome[string]): value is RowRef {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

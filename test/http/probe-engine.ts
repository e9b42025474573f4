import '../../schema/declared'
import { type GraphQLResolveInfo, type GraphQLSchema } from 'graphql'
import { GatewayError } from '../../src/http/error-catalogue'
import {
  type Engine,
  type EnginePreparedOperation,
  type PrepareRequest,
} from '../../src/http/request-context'
import { type Principal } from '../../src/policy/principal'
import { probeSchema } from './probe-schema'

/** An engine without data: it answers the viewer, and probes. `cost` in the operation's name sets its estimate. */
export class ProbeEngine implements Engine {
  readonly schema: GraphQLSchema = probeSchema()
  readonly policyVersion = 'probe'
  readonly scopes = []
  readonly prepared: PrepareRequest[] = []
  /** What the signed-out may ask for: everything but `probe`. */
  readonly reduced = reducedSchema()

  reducedSchemaFor(principal: Principal): GraphQLSchema {
    return principal.user === null ? this.reduced : this.schema
  }

  prepare(request: PrepareRequest): EnginePreparedOperation {
    this.prepared.push(request)
    const name = request.operation.name?.value ?? ''
    if (name === 'Unplannable')
      throw new GatewayError('BAD_USER_INPUT', { message: 'This cannot be planned.' })
    if (name === 'Buggy') throw new Error('SELECT a bug in the planner')
    const [, cost] = /^Cost(\d+)$/.exec(name) ?? []
    return {
      estimatedCost: Number(cost ?? 1),
      rejected: name === 'Rejected',
      read: (info) => Promise.resolve(answerOf(info, request.principal)),
      readViewer: (_info, principal) => Promise.resolve(viewerOf(principal)),
      planPayload: () => {
        throw new Error('The probe has no payloads')
      },
      extensions: () => ({ access: { redacted: [] } }),
      actualCost: () => 1,
    }
  }
}

function answerOf(info: GraphQLResolveInfo, principal: Principal): unknown {
  return info.fieldName === 'viewer'
    ? viewerOf(principal)
    : { name: 'probe', inner: { name: 'inner', inner: null } }
}

function viewerOf(principal: Principal): unknown {
  const { user, organisation, role, accounting, scopes } = principal
  return {
    user: user === null ? null : { id: `User:${user.id}` },
    organisation: organisation === null ? null : { id: `Organisation:${organisation.id}` },
    role,
    accounting,
    scopes,
    memberships: [],
  }
}

function reducedSchema(): GraphQLSchema {
  const schema = probeSchema()
  delete schema.getQueryType()?.getFields()['probe']
  return schema
}

import { newPersonalSecret } from '../../src/services/personal-secret'
import type { Operation } from '../../src/write/operation'
import type { Outside } from '../../src/write/outside'
import { askCode } from '../sign-in/ask-code'
import { refuse } from '../user-error/refuse'
import { User } from '../user/user.entity'
import { ApiToken } from './api-token.entity'
import { endOf, mustBeFew } from './bounded'
import type { CreateApiTokenInput } from './credentials.inputs'
import { labelOf } from './label-of'
import { personally } from './personally'
import { tellOwner } from './tell-owner'

/** A person lets an application act for them, in the Organisation they act in now. The token is shown once. */
export const createApiToken: Operation<CreateApiTokenInput, Wanted> = {
  name: 'createApiToken',
  by: 'signed in',
  once: ['secret'],
  prepare: async (outside, input) => {
    personally(outside)
    if (outside.principal.organisation === null) throw refuse('CONFLICT', 'ACTING_NOWHERE')
    const application = labelOf(input.application, 'application')
    const scopes = knownScopes(outside, input.scopes)
    const expiresAt = endOf(outside.now, input.expiresAt)
    if (!(await outside.passwordMatches(input.password))) {
      throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
    }
    return { application, scopes, expiresAt }
  },
  run: async (tx, input, { application, scopes, expiresAt }) => {
    const user = personally(tx)
    const organisation = tx.principal.organisation?.id
    if (organisation === undefined) throw refuse('CONFLICT', 'ACTING_NOWHERE')
    await tx.lock('users', [user])
    const owner = await tx.manager.findOneByOrFail(User, { id: user })
    await askCode(tx, { user: owner, code: input.code })
    await mustBeFew(tx, user, ApiToken)
    const { secret, shown } = newPersonalSecret('apiToken')
    const { identifiers } = await tx.manager.insert(ApiToken, {
      user: { id: user },
      organisation: { id: organisation },
      application,
      prefix: shown,
      tokenHash: tx.digestOf(secret),
      scopes: scopes.join(' '),
      createdAt: tx.now,
      expiresAt,
    })
    const key = Number(identifiers[0]?.['id'])
    await tx.audit({
      action: 'api token created',
      subject: { type: 'ApiToken', key },
      organisation,
      detail: { application, scopes, expiresAt: expiresAt?.toISOString() ?? null },
    })
    await tellOwner(tx, user, { kind: 'API_TOKEN', name: application })
    return { apiToken: { type: 'ApiToken', key }, secret }
  },
}

interface Wanted {
  readonly application: string
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
}

/** Each once, in the order of the catalogue. */
function knownScopes({ scopes }: Pick<Outside, 'scopes'>, asked: readonly string[]): readonly string[] {
  const field = 'scopes'
  if (asked.length === 0) throw refuse('BAD_USER_INPUT', 'SCOPES_NEEDED', { field })
  if (asked.some((scope) => !scopes.includes(scope))) {
    throw refuse('BAD_USER_INPUT', 'UNKNOWN_SCOPE', { field })
  }
  return scopes.filter((scope) => asked.includes(scope))
}

import type { Operation } from '../../src/write/operation'
import { refuse } from '../user-error/refuse'
import { ApiToken } from './api-token.entity'
import type { ApiTokenInput } from './credentials.inputs'
import { personally } from './personally'

/** A token is void from now on, and for good. */
export const revokeApiToken: Operation<ApiTokenInput> = {
  name: 'revokeApiToken',
  by: 'signed in',
  run: async (tx, { apiTokenId }) => {
    personally(tx)
    const key = await tx.target('ApiToken', apiTokenId, 'apiTokenId')
    await tx.authorise('revoke', 'ApiToken', key)
    const { revokedAt, organisation } = await tx.manager.findOneOrFail(ApiToken, {
      where: { id: key },
      relations: { organisation: true },
    })
    if (revokedAt !== null) throw refuse('CONFLICT', 'ALREADY_REVOKED', { field: 'apiTokenId' })
    await tx.manager.update(ApiToken, key, { revokedAt: tx.now })
    await tx.audit({
      action: 'api token revoked',
      subject: { type: 'ApiToken', key },
      organisation: organisation.id,
    })
    return { apiToken: { type: 'ApiToken', key } }
  },
}

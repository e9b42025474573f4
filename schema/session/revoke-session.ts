import { type Operation } from '../../src/write/operation'
import { revokeCredentials } from '../credentials/shared-by-credentials'
import { sessionOf } from '../sign-in/session-of'
import { KnownDevice } from '../sign-in/sign-in.entity'
import { Session } from './session.entity'
import { type RevokeSessionInput } from './session.resolver'

/** Ends one session of the principal; its device can no longer switch back to it. Ending the current session signs out. */
export const revokeSession: Operation<RevokeSessionInput> = {
  name: 'revokeSession',
  by: 'signed in',
  run: async (tx, { sessionId }) => {
    const { session } = await sessionOf(tx)
    const key = await tx.target('Session', sessionId, 'sessionId')
    await tx.authorise('revoke', 'Session', key)
    await tx.manager.delete(Session, key)
    await tx.audit({ action: 'session revoked', subject: { type: 'Session', key }, organisation: null })
    return { signedOut: key === session }
  },
}

/** Ends every session of the principal, this one too; on request also their API tokens and application passwords. */
export const signOutEverywhere: Operation<{ readonly revokeCredentials: boolean }> = {
  name: 'signOutEverywhere',
  by: 'signed in',
  run: async (tx, { revokeCredentials: all }) => {
    const { user } = await sessionOf(tx)
    const { affected } = await tx.manager.delete(Session, { user: { id: user.id } })
    await tx.manager.delete(KnownDevice, { user: { id: user.id } })
    const revoked = all ? await revokeCredentials(tx, user.id) : undefined
    await tx.audit({
      action: 'signed out everywhere',
      subject: { type: 'User', key: user.id },
      organisation: null,
      detail: { sessions: affected ?? 0, ...revoked },
    })
    return {
      signedOut: true,
      revokedApiTokens: revoked?.apiTokens ?? 0,
      revokedApplicationPasswords: revoked?.applicationPasswords ?? 0,
    }
  },
}

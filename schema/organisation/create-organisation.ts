import { globalId } from '../../src/query/global-id'
import type { Operation } from '../../src/write/operation'
import { sessionOf } from '../sign-in/session-of'
import { refuse } from '../user-error/refuse'
import { newOrganisationOf } from './new-organisation'
import { openOrganisation } from './open-organisation'
import type { CreateOrganisationInput } from './organisation.inputs'

/** Whoever is signed in opens another Organisation, as its owner. A session that acted nowhere acts there from now on. */
export const createOrganisation: Operation<CreateOrganisationInput> = {
  name: 'createOrganisation',
  by: 'signed in',
  // WHY: whoever acted nowhere acts in the new Organisation when they ask again.
  keyOf: 'user',
  run: async (tx, input) => {
    const { user, session } = await sessionOf(tx)
    if (!input.termsAccepted) throw refuse('BAD_USER_INPUT', 'TERMS_NEEDED', { field: 'termsAccepted' })
    const wanted = newOrganisationOf(input.organisation, 'organisation')
    await tx.admitOrganisation()
    const { organisation, membership } = await openOrganisation(tx, user.id, wanted)
    await tx.manager.query(
      'UPDATE sessions SET organisation_id = ? WHERE id = ? AND organisation_id IS NULL',
      [organisation, session],
    )
    return {
      organisationId: globalId('Organisation', organisation),
      membership: { type: 'Membership', key: membership },
    }
  },
}

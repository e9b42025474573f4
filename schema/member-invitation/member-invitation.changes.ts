import { z } from 'zod'
import { type ChangeDeclaration, changeMail } from '../change/change-declaration'
import { ChangeKind } from '../change/change-kind'
import { named } from '../change/mail-shapes'

export const memberInvitationChanges = {
  // Who was invited is no User yet: the mail leaves with the change itself.
  [ChangeKind.MEMBER_INVITATION_WITHDRAWN]: { about: 'memberInvitation' },
  [ChangeKind.MEMBER_INVITATION_EXPIRED]: {
    about: 'memberInvitation',
    mail: changeMail(
      'email organisation { name }',
      z.object({ email: z.string(), organisation: named }),
      ({ email, organisation }) => ({
        template: 'member-invitation-expired',
        data: { email, organisation: organisation.name },
      }),
    ),
  },
} as const satisfies { readonly [kind in ChangeKind]?: ChangeDeclaration }

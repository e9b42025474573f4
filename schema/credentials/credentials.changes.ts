import { z } from 'zod'
import { type ChangeDeclaration, changeMail } from '../change/change-declaration'
import { ChangeKind } from '../change/change-kind'

export const credentialsChanges = {
  [ChangeKind.TOKEN_IDLE_SOON]: {
    about: 'apiToken',
    mail: changeMail(
      'application createdAt lastUsedAt',
      z.object({ application: z.string(), createdAt: z.string(), lastUsedAt: z.string().nullable() }),
      ({ application, createdAt, lastUsedAt }, { dayOf }) => ({
        template: 'token-idle-soon',
        data: { application, on: dayOf(aYearAfter(new Date(lastUsedAt ?? createdAt))) },
      }),
    ),
  },
  [ChangeKind.TOKEN_EXPIRES_SOON]: {
    about: 'apiToken',
    mail: changeMail(
      'application expiresAt',
      z.object({ application: z.string(), expiresAt: z.string() }),
      ({ application, expiresAt }, { dayOf }) => ({
        template: 'token-expires-soon',
        data: { application, on: dayOf(new Date(expiresAt)) },
      }),
    ),
  },
} as const satisfies { readonly [kind in ChangeKind]?: ChangeDeclaration }

/** When a token is disabled that was last used then. */
function aYearAfter(used: Date): Date {
  const end = new Date(used)
  end.setUTCFullYear(end.getUTCFullYear() + 1)
  return end
}

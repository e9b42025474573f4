import { LessThan } from 'typeorm'
import { systemTransaction } from '../../src/write/outside'
import { HOUR, noun } from '../noun'
import { EmailChanges1764000000260 } from './1764000000260-email-changes'
import { EmailChange } from './email-change.entity'
import { profileMails } from './profile.mails'
import { ProfileResolver } from './profile.resolver'

const then = '2026-11-20 10:00:00.000'

/** What a person changes about themselves: name, language, and the address to sign in with. */
export const profile = noun({
  name: 'profile',
  entities: [EmailChange],
  resolvers: [ProfileResolver],
  migrations: [EmailChanges1764000000260],
  jobs: ({ dependencies }) => [
    {
      name: 'old-email-changes',
      every: HOUR,
      means: 'Forgets new addresses that nobody confirmed in time.',
      run: (now) =>
        systemTransaction(dependencies, now, async ({ manager }) => {
          const { affected } = await manager.delete(EmailChange, { expiresAt: LessThan(now) })
          return { forgotten: affected ?? 0 }
        }),
    },
  ],
  mails: profileMails,
  personReferences: [{ at: 'email_changes.user_id', exported: null, erasure: 'deleted' }],
  provenElsewhere: {
    updateProfile: 'concerns the caller alone; test/guides/accounts proves it',
    requestEmailChange: 'concerns the caller alone; test/guides/accounts proves it',
    confirmEmailChange: 'its link proves itself; test/guides/accounts proves it',
  },
  readTexts: {
    'UpdateProfileInput.name': 'a name, by `lineOf`',
    'UpdateProfileInput.locale': 'a closed list or a form of its own',
    'RequestEmailChangeInput.email': 'an address, by `emailOf` or `canonicalAddress`',
    'RequestEmailChangeInput.password': 'a secret, by `checkPassword`, `passwordForms` or a digest',
    'RequestEmailChangeInput.code': 'a closed list or a form of its own',
    'ConfirmEmailChangeInput.token': 'a secret, by `checkPassword`, `passwordForms` or a digest',
  },
  leastRows: [
    [
      'email_changes',
      {
        id: 1,
        user_id: 1,
        email: 'other@example.com',
        token_hash: 'e'.repeat(64),
        created_at: then,
        expires_at: then,
      },
    ],
  ],
  violations: [
    {
      rule: 'two changes of address share a token',
      constraint: 'email_changes_token',
      statement: `INSERT INTO email_changes (user_id, email, token_hash, created_at, expires_at)
        SELECT user_id, email, token_hash, created_at, expires_at FROM email_changes WHERE id = 1`,
    },
  ],
})

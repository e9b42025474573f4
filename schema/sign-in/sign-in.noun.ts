import { HOUR, noun } from '../noun'
import { own } from '../personal-data/person-reference'
import { accountReasons } from './account.reasons'
import { forgetOldLinks } from './change-password'
import { KnownDevice, PasswordReset, RecoveryCode, UsedCode } from './sign-in.entity'
import { SignInResolver } from './sign-in.resolver'
import { signInMails } from './sign-in.mails'

export const signIn = noun({
  name: 'sign-in',
  entities: [KnownDevice, PasswordReset, RecoveryCode, UsedCode],
  resolvers: [SignInResolver],
  jobs: ({ dependencies }) => [
    {
      name: 'old-links',
      every: HOUR,
      means: 'Forgets sign-ups that nobody confirmed, and links, codes and sessions that are over.',
      run: async (now) => ({ ...(await forgetOldLinks(dependencies, now)) }),
    },
  ],
  reasons: accountReasons,
  mails: signInMails,
  personReferences: [
    { at: 'known_devices.user_id', exported: own('known-devices', 'used_at'), erasure: 'deleted' },
    { at: 'password_resets.user_id', exported: null, erasure: 'deleted' },
    { at: 'recovery_codes.user_id', exported: own('recovery-codes', 'created_at'), erasure: 'deleted' },
    { at: 'used_codes.user_id', exported: null, erasure: 'deleted' },
  ],
  provenElsewhere: {
    requestPasswordReset: 'answers everybody alike; test/accounts proves it',
    resetPassword: 'its link proves itself; test/accounts proves it',
    changePassword: 'concerns the caller alone; test/accounts proves it',
    beginTwoFactor: 'concerns the caller alone; test/accounts proves it',
    confirmTwoFactor: 'concerns the caller alone; test/accounts proves it',
    disableTwoFactor: 'concerns the caller alone; test/accounts proves it',
    regenerateRecoveryCodes: 'concerns the caller alone; test/accounts proves it',
  },
})

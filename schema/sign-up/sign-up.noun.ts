import { noun } from '../noun'
import { SignUp } from './sign-up.entity'
import { SignUpResolver } from './sign-up.resolver'
import { signUpMails } from './sign-up.mails'

export const signUp = noun({
  name: 'sign-up',
  entities: [SignUp],
  resolvers: [SignUpResolver],
  mails: signUpMails,
  addressReferences: [{ at: 'sign_ups.email', exported: null }],
  provenElsewhere: {
    signUp: 'is for people without an account; test/accounts proves it',
    confirmEmail: 'its link proves itself; test/accounts proves it',
  },
  saidByCallers: { 'SignUpInput.organisation': 'what the new Organisation is called; not an id' },
})

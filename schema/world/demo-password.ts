/** The one sign-in password of every person in the demo and generated worlds. */
export const demoPassword = 'mandate-demo'

/**
 * Its argon2id hash, precomputed so that both worlds are the same rows every time; a test verifies it.
 * WHY: a fixed salt is no loss here, the password is printed in the README.
 */
export const demoPasswordHash =
  '$argon2id$v=19$m=19456,t=2,p=1$bWFuZGF0ZS1kZW1vLXNhbHQ$BYxxmhNa4oUrtR9Pd57mJxrMaRBxVkVH9y3Od4oWLv8'

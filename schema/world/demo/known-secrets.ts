import { digestOf } from '../../../src/services/secret-token'
import { demoPasswordHash } from '../demo-password'
import { programs } from './programs'

/** What of made-up worlds everybody knows who has read this repository, as the database stores it. */
export const knownSecrets = {
  passwordHash: demoPasswordHash,
  tokenHashes: programs.flatMap(({ token }) => (token === undefined ? [] : [digestOf(token.secret)])),
}

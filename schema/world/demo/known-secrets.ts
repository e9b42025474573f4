import { digestOf } from '../../../src/platform/crypto/sealed-text'
import { demoPasswordHash } from '../demo-password'
import { programs } from './personas'

/** What of made-up worlds everybody knows who has read this repository, as the database stores it. */
export const knownSecrets = {
  passwordHash: demoPasswordHash,
  tokenHashes: programs.flatMap(({ token }) => (token === undefined ? [] : [digestOf(token.secret)])),
}

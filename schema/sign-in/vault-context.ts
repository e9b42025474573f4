import type { Vault } from '../../src/server/vault'

/** Where operations find what only the server has: slow hashes, the secret of the installation, and limits. */
export interface VaultContext {
  readonly vault: Vault
}

import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Settings } from './settings'

/** What seals cursors: the setting, or 32 random bytes that are kept in the data folder from the first start on. */
export function secretOf(settings: Pick<Settings, 'secret' | 'dataDir'>): Buffer {
  if (settings.secret !== undefined) return Buffer.from(settings.secret, 'utf8')
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 })
  const file = join(settings.dataDir, 'secret')
  return readSecret(file) ?? createSecret(file)
}

function readSecret(file: string): Buffer | undefined {
  try {
    const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
    if (secret.length === 32) return secret
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return undefined
    throw error
  }
  throw new Error(`\`${file}\` does not hold 64 hexadecimal digits; delete it to have a new secret made.`)
}

/** WHY `wx`: of two gateways that start at once, one writes and the other reads what the first one wrote. */
function createSecret(file: string): Buffer {
  const secret = randomBytes(32)
  try {
    writeFileSync(file, `${secret.toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
    return secret
  } catch (error) {
    const existing = isFileError(error, 'EEXIST') ? readSecret(file) : undefined
    if (existing === undefined) throw error
    return existing
  }
}

function isFileError(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}

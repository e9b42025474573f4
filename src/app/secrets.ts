import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Settings } from './settings'

/** The secret of the installation: the setting, or 32 random bytes that the first start stores in the data folder. */
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
  throw new Error(
    `\`${file}\` does not hold 64 hexadecimal digits. Delete it, and the next start makes a new secret.`,
  )
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

type FileSettings = Pick<Settings, 'dataDir' | 'databaseUrl' | 'decisionLog'>

/** Only its owner can read and write it. */
const FILE = 0o600
const FOLDER = 0o700

interface Place {
  readonly path: string
  readonly mode: number
}

/**
 * Gives only the owner access to what this process writes from now on, and to what exists: the data folder, the embedded
 * database with the files of SQLite beside it, the secret, mails, the decision log.
 * @returns a sentence for each that others could read until now, and for each that they still can.
 */
export function keepPrivate(settings: FileSettings): readonly string[] {
  process.umask(0o077)
  mkdirSync(settings.dataDir, { recursive: true, mode: FOLDER })
  return placesOf(settings).flatMap(closed)
}

function placesOf({ dataDir, databaseUrl, decisionLog }: FileSettings): readonly Place[] {
  const mails = join(dataDir, 'mails')
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : undefined
  const files = [
    ...(file === undefined || file === ':memory:'
      ? []
      : ['', '-wal', '-shm', '-journal'].map((end) => `${file}${end}`)),
    join(dataDir, 'secret'),
    ...(existsSync(mails) ? readdirSync(mails).map((name) => join(mails, name)) : []),
    ...(decisionLog === undefined ? [] : [decisionLog]),
  ]
  return [
    ...[dataDir, mails].map((path) => ({ path, mode: FOLDER })),
    ...files.map((path) => ({ path, mode: FILE })),
  ]
}

function closed({ path, mode }: Place): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined || (found.mode & 0o077) === 0) return []
  // WHY not a shared folder such as /tmp: other programs use it.
  if ((found.mode & 0o1000) !== 0)
    return [`Everybody can write to the folder \`${path}\`. Choose another DATA_DIR.`]
  try {
    chmodSync(path, mode)
    return [`Others could read \`${path}\`. Now only its owner can.`]
  } catch {
    return [
      `Others can read \`${path}\`, and this process may not change that. Give it mode ${mode.toString(8)}.`,
    ]
  }
}

import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { readError } from './read-context'

/** One ordering key's value at a row, as the reader may see it: withheld is null. */
export type KeyValue = string | number | null

/**
 * Cursors that reveal nothing to their holder and work for nobody else: authenticated, encrypted, and bound to the
 * principal, the list, its ordering and filter, and the policy version (`binding`).
 *
 * INVARIANT: the same position gives the same cursor, byte for byte; the nonce is derived from what is sealed.
 */
export interface CursorSeal {
  seal(binding: string, position: readonly KeyValue[]): string
  /** @throws INVALID_CURSOR for anything this seal did not make for exactly this binding. */
  open(binding: string, cursor: string): readonly KeyValue[]
}

/** The keys of an installation, derived once: deriving them costs as much as a small plan. */
export interface CursorKeys {
  readonly encryption: Buffer
  readonly nonces: Buffer
}

/** @param secret the installation's secret, the same on every gateway. */
export function cursorKeys(secret: Buffer): CursorKeys {
  return { encryption: keyFor(secret, 'cursor encryption'), nonces: keyFor(secret, 'cursor nonce') }
}

/** @param holder names the principal. A cursor of another principal does not open. */
export function cursorSeal({ encryption, nonces }: CursorKeys, holder: string): CursorSeal {
  return {
    seal: (binding, position) => {
      const plain = Buffer.from(JSON.stringify(position))
      const bound = Buffer.from(`${holder}\n${binding}`)
      const nonce = createHmac('sha256', nonces)
        .update(bound)
        .update('\0')
        .update(plain)
        .digest()
        .subarray(0, 12)
      const cipher = createCipheriv('aes-256-gcm', encryption, nonce)
      cipher.setAAD(bound)
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open: (binding, cursor) => {
      try {
        return opened(encryption, `${holder}\n${binding}`, cursor)
      } catch {
        throw readError(
          'INVALID_CURSOR',
          'This cursor does not belong to this list. Ask for the first page again.',
        )
      }
    },
  }
}

function opened(key: Buffer, binding: string, cursor: string): readonly KeyValue[] {
  if (!/^[A-Za-z0-9_-]{38,16000}$/.test(cursor)) throw new Error('malformed')
  const bytes = Buffer.from(cursor, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(binding))
  decipher.setAuthTag(bytes.subarray(12, 28))
  const plain = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
  return JSON.parse(plain.toString()) as readonly KeyValue[] // authenticated: it is what `seal` wrote
}

function keyFor(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'mandate', purpose, 32))
}

/** The public id of a row: its type and its key, `Invoice:17`. */
export function globalId(type: string, key: number): string {
  return `${type}:${key}`
}

/** Reads a public id. Anything malformed is undefined, which every caller answers like a row that does not exist. */
export function parseGlobalId(id: string): { readonly type: string; readonly key: number } | undefined {
  const match = /^([A-Z][A-Za-z]{0,40}):([1-9][0-9]{0,14})$/.exec(id)
  if (match === null) return undefined
  const [, type, key] = match
  return type === undefined || key === undefined ? undefined : { type, key: Number(key) }
}

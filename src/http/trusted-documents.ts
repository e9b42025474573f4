import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Logger } from 'pino'
import { type Settings } from '../app/settings'
import { type Unnamed } from '../read/schema/by-nobody'
import { sha256 } from './documents'
import { GatewayError } from './error-catalogue'
import { PersistedQueryError } from './format-error'

/** What a request names: a document's text, its identifier, or both. */
export interface NamedDocument {
  readonly text: string | undefined
  readonly identifier: string | undefined
}

/** The text to run; undefined where none was named. Throws DOCUMENT_NOT_TRUSTED. */
export type ResolveDocument = (named: NamedDocument) => string | undefined

/** Recently read documents, by the SHA-256 of their text. */
export type ReadLately = (sha256: string) => string | undefined

/**
 * Registered documents, by the SHA-256 of their text. Other documents are allowed (`off`), logged (`audit`) or refused
 * (`enforce`). Unless `enforce` is set, a hash may also name a recently read document (automatic persisted queries).
 * INVARIANT: under `enforce` only registered documents run, whatever a hash names.
 */
export function trustedDocuments(
  settings: Pick<Settings, 'trustedDocuments' | 'trustedDocumentsDir'>,
  log: { readonly logger: Logger; readonly unnamed: Pick<Unnamed, 'mentionedIn'> },
  readLately: ReadLately,
): ResolveDocument {
  const mode = settings.trustedDocuments
  const known = mode === 'off' ? new Map<string, string>() : readDocuments(settings.trustedDocumentsDir)
  return ({ text, identifier }) => {
    const hash = identifier?.toLowerCase().replace(/^sha256:/, '')
    if (text === undefined) return hash === undefined ? undefined : byHash(hash)
    const actual = hash === undefined && mode === 'off' ? undefined : sha256(text)
    if (hash !== undefined && hash !== actual) return mode === 'enforce' ? refuse() : refuseHash()
    if (mode === 'off' || (actual !== undefined && known.has(actual))) return text
    if (mode === 'enforce') return refuse()
    noteUntrusted(text, actual)
    return text
  }

  function byHash(hash: string): string {
    const trusted = known.get(hash)
    if (trusted !== undefined) return trusted
    if (mode === 'enforce') return refuse()
    const lately = readLately(hash)
    if (lately === undefined) throw new PersistedQueryError('PERSISTED_QUERY_NOT_FOUND')
    if (mode === 'audit') noteUntrusted(lately, hash)
    return lately
  }

  /** WHY not always: the log must not record when somebody sent an operation by nobody. */
  function noteUntrusted(text: string, hash: string | undefined): void {
    if (!log.unnamed.mentionedIn(text))
      log.logger.warn({ sha256: hash }, 'a document that is not trusted was answered')
  }
}

function readDocuments(folder: string): Map<string, string> {
  const texts = documentNames(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  return new Map(texts.map((text) => [sha256(text), text]))
}

function documentNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.graphql'))
  } catch (cause) {
    throw new Error(`TRUSTED_DOCUMENTS_DIR is \`${folder}\`, which cannot be read.`, { cause })
  }
}

function refuse(): never {
  throw new GatewayError('DOCUMENT_NOT_TRUSTED')
}

function refuseHash(): never {
  throw new GatewayError('BAD_USER_INPUT', {
    message: 'The hash does not match the document that was sent with it.',
    wayOut: 'Send the SHA-256 of the text, in hexadecimal digits, or the text alone.',
  })
}

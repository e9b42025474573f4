import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Logger } from 'pino'
import { type Unnamed } from '../query/by-nobody'
import { GatewayError } from './gateway-error'
import { type Settings } from './settings'

/** What a request names: a document's text, its identifier, or both. */
export interface NamedDocument {
  readonly text: string | undefined
  readonly identifier: string | undefined
}

/** The text to run; undefined where none was named. Throws DOCUMENT_NOT_TRUSTED. */
export type ResolveDocument = (named: NamedDocument) => string | undefined

/** Documents known beforehand, by the SHA-256 of their text: `off`, only logged (`audit`), or required (`enforce`). */
export function trustedDocuments(
  settings: Pick<Settings, 'trustedDocuments' | 'trustedDocumentsDir'>,
  log: { readonly logger: Logger; readonly unnamed: Pick<Unnamed, 'mentionedIn'> },
): ResolveDocument {
  const mode = settings.trustedDocuments
  const known = mode === 'off' ? new Map<string, string>() : readDocuments(settings.trustedDocumentsDir)
  return ({ text, identifier }) => {
    const hash = identifier?.toLowerCase().replace(/^sha256:/, '')
    if (text === undefined) return hash === undefined ? undefined : (known.get(hash) ?? refuse())
    const actual = hash === undefined && mode === 'off' ? undefined : sha256(text)
    if (hash !== undefined && hash !== actual) return refuse()
    if (mode === 'off' || (actual !== undefined && known.has(actual))) return text
    if (mode === 'enforce') return refuse()
    // WHY not always: when somebody asked what is asked by nobody is told to no log.
    if (!log.unnamed.mentionedIn(text))
      log.logger.warn({ sha256: actual }, 'a document that is not trusted was answered')
    return text
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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function refuse(): never {
  throw new GatewayError('DOCUMENT_NOT_TRUSTED')
}

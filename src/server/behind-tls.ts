import { type IncomingMessage } from 'node:http'
import { type Settings } from './settings'

export type TlsSettings = Pick<Settings, 'trustProxy' | 'publicUrl'>

/** Whether the browser speaks TLS to whoever it takes for us: by PUBLIC_URL, or as a trusted proxy says. */
export function isBehindTls(request: IncomingMessage, { trustProxy, publicUrl }: TlsSettings): boolean {
  if (publicUrl?.startsWith('https://')) return true
  return trustProxy && request.headers['x-forwarded-proto'] === 'https'
}

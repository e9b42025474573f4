import { type IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { isLoopback } from './exposure'
import { type Settings } from './settings'

export type HostSettings = Pick<Settings, 'host' | 'publicUrl' | 'allowedHosts'>

/**
 * Whether a request asks for a host that is served here. WHY: a page of any site can have its own name answered with the
 * address of this machine (DNS rebinding) and is then of the same origin as we are, unless we know our names. An address in
 * digits is nobody's name and cannot be answered otherwise, so every one is right.
 */
export function isHostAllowed(
  { headers }: Pick<IncomingMessage, 'headers'>,
  settings: HostSettings,
): boolean {
  if (headers.host === undefined) return true
  const name = hostNameIn(headers.host)
  if (name === undefined) return false
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0 || isLoopback(name)) return true
  const own = settings.publicUrl === undefined ? [] : [new URL(settings.publicUrl).hostname]
  return [settings.host, ...own, ...settings.allowedHosts].some((one) => one.toLowerCase() === name)
}

/** The name without its port, in small letters; undefined where the header is none. */
function hostNameIn(header: string): string | undefined {
  const [, name] = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?$/.exec(header) ?? []
  return name?.toLowerCase().replace(/\.$/, '')
}

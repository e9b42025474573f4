import { type IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { type Settings } from '../app/settings'

/**
 * Where a request comes from. INVARIANT: X-Forwarded-For counts only behind a proxy of ours, and then only the
 * last entry, which that proxy wrote; the others are the caller's own words.
 */
export function clientAddress(
  request: IncomingMessage,
  { trustProxy }: Pick<Settings, 'trustProxy'>,
): string {
  const forwarded = request.headers['x-forwarded-for']
  const last = trustProxy && typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined
  return last || (request.socket.remoteAddress ?? 'unknown')
}

/**
 * What counts as one address: IPv4 as it is, IPv6 by its first 64 bits, because whoever has one address of those has all.
 * An IPv4 address in the form of IPv6 is the IPv4 address.
 */
export function addressBlock(address: string): string {
  const [bare = address] = address.split('%')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(bare)) return address
  return `${groupsOf(bare).slice(0, 4).join(':')}::/64`
}

function groupsOf(address: string): readonly string[] {
  const [before = '', after = ''] = address.split('::')
  const first = before === '' ? [] : before.split(':')
  const last = after === '' ? [] : after.split(':')
  // An IPv4 address at the end stands for two groups, which are none of the first four.
  const missing = Math.max(0, 8 - first.length - last.length - (address.includes('.') ? 1 : 0))
  const groups = address.includes('::') ? [...first, ...Array<string>(missing).fill('0'), ...last] : first
  return groups.map((group) => (/^[0-9a-f]+$/i.test(group) ? parseInt(group, 16).toString(16) : group))
}

export type TlsSettings = Pick<Settings, 'trustProxy' | 'publicUrl'>

/** Whether the browser speaks TLS to whoever it takes for us: by PUBLIC_URL, or as a trusted proxy says. */
export function isBehindTls(request: IncomingMessage, { trustProxy, publicUrl }: TlsSettings): boolean {
  if (publicUrl?.startsWith('https://')) return true
  return trustProxy && request.headers['x-forwarded-proto'] === 'https'
}

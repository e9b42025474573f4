import { isIPv6 } from 'node:net'

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

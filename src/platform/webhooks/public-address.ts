import { type LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Networks that only this machine or its neighbours reach, and those that are no address of one machine. */
const inside = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(network, prefix, 'ipv4')
/** The addresses of version 6 that machines on the internet have; nothing else of version 6 is called. */
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(network, prefix, 'ipv6')

/** Whether an address is one of a machine on the internet. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !inside.check(address, 'ipv4')
  // WHY mapped and translated addresses of version 4 are refused: none of them lies in 2000::/3 and outside of the list above.
  return version === 6 && global.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

/** Whether a host is this machine by its name or address. */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '::1' || host === '[::1]'
}

/** Finds the addresses of a host. */
export type FindAddresses = (host: string) => Promise<readonly LookupAddress[]>

const byName: FindAddresses = (host) => lookup(host, { all: true })

/** A host that is not called: one of its addresses is not on the internet, or it has none. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
}

/**
 * The address to call for a host. INVARIANT: the caller connects to this address and looks the name up no second time, so that
 * a name cannot point elsewhere meanwhile; and a host with one inner address is not called at all.
 * @throws AddressRefused
 */
export async function publicAddressOf(
  host: string,
  {
    thisMachine,
    find = byName,
  }: { readonly thisMachine: boolean; readonly find?: FindAddresses | undefined },
): Promise<LookupAddress> {
  const bare = host.replace(/^\[|\]$/g, '')
  const literal = isIP(bare)
  if (thisMachine && isThisMachine(bare))
    return { address: bare === '::1' ? '::1' : '127.0.0.1', family: bare === '::1' ? 6 : 4 }
  const found = literal === 0 ? await find(bare) : [{ address: bare, family: literal }]
  const [first] = found
  if (first === undefined || !found.every(({ address }) => isPublicAddress(address))) {
    throw new AddressRefused('The host is not on the internet.')
  }
  return first
}

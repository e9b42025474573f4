import { type LookupAddress } from 'node:dns'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { postWebhook } from '../../src/platform/webhooks/post-webhook'
import { AddressRefused, isPublicAddress, publicAddressOf } from '../../src/platform/webhooks/public-address'

const finds = (...addresses: string[]) => {
  const found = addresses.map((address): LookupAddress => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }))
  return () => Promise.resolve(found)
}

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.9.9.9',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12::1',
  'fe80::1',
  'ff02::1',
  'example.com',
  '',
])('%s is not on the internet', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450:400a::1', '2606:4700::1111'])(
  '%s is on the internet',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

test('a host is called at the address that was found, and refused where one of them is inside', async () => {
  const outside = { thisMachine: false, find: finds('93.184.216.34', '2606:2800:220::1') }
  expect(await publicAddressOf('books.example', outside)).toEqual({ address: '93.184.216.34', family: 4 })
  const mixed = { thisMachine: false, find: finds('93.184.216.34', '10.0.0.1') }
  await expect(publicAddressOf('books.example', mixed)).rejects.toThrow(AddressRefused)
  await expect(publicAddressOf('books.example', { thisMachine: false, find: finds() })).rejects.toThrow(
    AddressRefused,
  )
  for (const host of ['localhost', '127.0.0.1', '[::1]', '169.254.169.254'])
    await expect(publicAddressOf(host, { thisMachine: false })).rejects.toThrow(AddressRefused)
})

test('nothing reaches this machine unless a setting allows it, by whatever name', async () => {
  let calls = 0
  const server = createServer((_request, response) => {
    calls += 1
    response.writeHead(302, { location: 'http://127.0.0.1/' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const post = { headers: {}, body: '{}' }
  try {
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])
      expect(await postWebhook({ ...post, url: `http://${host}:${port}/` }, { thisMachine: false })).toEqual({
        arrived: false,
        outcome: 'REFUSED_ADDRESS',
      })
    // A name on the internet that points here.
    const rebound = { thisMachine: true, find: finds('127.0.0.1') }
    expect(await postWebhook({ ...post, url: `http://books.example:${port}/` }, rebound)).toMatchObject({
      outcome: 'REFUSED_ADDRESS',
    })
    expect(calls).toBe(0)
    // A redirect is not followed.
    expect(await postWebhook({ ...post, url: `http://127.0.0.1:${port}/` }, { thisMachine: true })).toEqual({
      arrived: false,
      outcome: '302',
    })
    expect(calls).toBe(1)
  } finally {
    server.close()
  }
})

test('plain http goes to this machine alone', async () => {
  const options = { thisMachine: true, find: finds('93.184.216.34') }
  expect(await postWebhook({ url: 'http://books.example/', headers: {}, body: '' }, options)).toEqual({
    arrived: false,
    outcome: 'REFUSED_ADDRESS',
  })
})

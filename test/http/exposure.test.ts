import { readSettings } from '../../src/app/settings'
import { refuseExposedDemo } from '../../src/cli/serve'
import { isHostAllowed } from '../../src/http/browser-security'
import { exposureOf, isLoopback } from '../../src/http/exposure'

/** A gateway that others reach is closed unless it is opened, whatever was forgotten. */
describe('who reaches a gateway', () => {
  test.each([
    '127.0.0.1',
    '127.8.0.1',
    'localhost',
    'LOCALHOST',
    'a.localhost',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
  ])('nobody else at %s', (name) => expect(isLoopback(name)).toBe(true))
  test.each([
    '0.0.0.0',
    '::',
    '192.168.1.4',
    'localhost.evil.example',
    '127.evil.example',
    'mandate',
    '10.0.0.1',
  ])('others at %s', (name) => expect(isLoopback(name)).toBe(false))

  test.each<[Record<string, string>, string]>([
    [{ HOST: '0.0.0.0' }, 'HOST is `0.0.0.0`'],
    [{ HOST: '192.168.1.4' }, 'HOST is `192.168.1.4`'],
    [{ PUBLIC_URL: 'https://account.hosting.example' }, 'PUBLIC_URL is `https://account.hosting.example`'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY says'],
    [{ NODE_ENV: 'production' }, 'NODE_ENV is `production`'],
  ])(
    '%j is an exposed gateway: nothing is open by default, and the demo world refused in a sentence',
    (environment, why) => {
      const settings = readSettings(environment)
      expect(settings).toMatchObject({ demo: false, introspection: false, graphiql: false })
      const refused = () => refuseExposedDemo(settings, 41)
      expect(refused).toThrow(why)
      expect(refused).toThrow('ALLOW_DEMO_PEOPLE=true')
      expect(refused).toThrow('DATABASE_URL')
      expect(() => refuseExposedDemo(settings, 0)).not.toThrow()
      expect(() =>
        refuseExposedDemo(readSettings({ ...environment, ALLOW_DEMO_PEOPLE: 'true' }), 41),
      ).not.toThrow()
      expect(readSettings({ ...environment, INTROSPECTION: 'true' }).introspection).toBe(true)
    },
  )

  test('on this machine alone all is open, and the demo world there', () => {
    const settings = readSettings({ PUBLIC_URL: 'http://localhost:4000' })
    expect(exposureOf(settings)).toEqual([])
    expect(settings).toMatchObject({ demo: true, introspection: true, graphiql: true })
    expect(() => refuseExposedDemo(settings, 41)).not.toThrow()
  })
})

describe('which host a request may ask for', () => {
  const settings = readSettings({
    HOST: '0.0.0.0',
    PUBLIC_URL: 'https://account.hosting.example',
    ALLOWED_HOSTS: 'gateway, Other.example',
  })
  const asks = (host: string | undefined): boolean =>
    isHostAllowed({ headers: host === undefined ? {} : { host } }, settings)

  test.each([
    undefined,
    'account.hosting.example',
    'ACCOUNT.hosting.example:443',
    'account.hosting.example.',
    'gateway:4000',
    'other.example',
    'localhost:4000',
    '127.0.0.1:4000',
    '[::1]:4000',
    '192.168.1.4:4000',
  ])('%s is one of ours', (host) => expect(asks(host)).toBe(true))

  test.each([
    'evil.example',
    'evil.example:4000',
    'localhost.evil.example',
    'account.hosting.example.evil.example',
    '',
    'a b',
    'x@localhost',
  ])('%s is not', (host) => expect(asks(host)).toBe(false))
})

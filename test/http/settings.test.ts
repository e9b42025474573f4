import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secretOf } from '../../src/app/secrets'
import { readSettings, SettingsError, settingTable } from '../../src/app/settings'

/** What is said of an environment: nothing where it is right. */
function refusals(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.sentences
    throw error
  }
}

describe('settings', () => {
  test('all have defaults', () => {
    expect(readSettings({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      databaseUrl: 'sqlite:data/mandate.db',
      schemaMode: 'stable',
      accessMode: 'redact',
      introspection: true,
      demo: true,
      corsOrigins: [],
    })
  })

  test('production is closed unless opened', () => {
    const production = { NODE_ENV: 'production' }
    expect(readSettings(production)).toMatchObject({ introspection: false, graphiql: false, demo: false })
    expect(readSettings({ ...production, INTROSPECTION: 'true' })).toMatchObject({ introspection: true })
  })

  test('an empty value is none', () => {
    expect(readSettings({ PORT: ' ', MANDATE_SECRET: '' })).toMatchObject({ port: 4000 })
  })

  test.each([
    ['PORT', 'abc', 'PORT is `abc`; it must be a whole number from 0 to 65535.'],
    ['PORT', '65536', 'PORT is `65536`; it must be a whole number from 0 to 65535.'],
    ['PORT', '-1', 'PORT is `-1`; it must be a whole number from 0 to 65535.'],
    ['HOST', 'a b', 'HOST is `a b`; it must be a host name or an IP address without a port.'],
    ['SCHEMA_MODE', 'small', 'SCHEMA_MODE is `small`; it must be one of stable, reduced.'],
    ['ACCESS_MODE', 'Redact', 'ACCESS_MODE is `Redact`; it must be one of redact, report, reject.'],
    ['DEMO', 'yes', 'DEMO is `yes`; it must be true or false.'],
    [
      'CORS_ORIGINS',
      'https://a.example, b.example',
      'CORS_ORIGINS is `https://a.example, b.example`; it must be origins such as https://app.example.org, without paths, separated by commas.',
    ],
    [
      'CORS_ORIGINS',
      '*',
      'CORS_ORIGINS is `*`; it must be origins such as https://app.example.org, without paths, separated by commas.',
    ],
    [
      'PUBLIC_URL',
      'https://a.example/x',
      'PUBLIC_URL is `https://a.example/x`; it must be an origin such as https://app.example.org, without a path.',
    ],
    ['SESSION_DAYS', '0', 'SESSION_DAYS is `0`; it must be a whole number from 1 to 365.'],
    ['MAX_DEPTH', '1.5', 'MAX_DEPTH is `1.5`; it must be a whole number from 2 to 100.'],
    [
      'LOG_LEVEL',
      'loud',
      'LOG_LEVEL is `loud`; it must be one of fatal, error, warn, info, debug, trace, silent.',
    ],
  ])('%s=%s is refused in one sentence', (variable, value, sentence) => {
    expect(refusals({ [variable]: value })).toEqual([sentence])
  })

  test.each([
    ['DATABASE_URL', 'postgres://root:s3cret@db/x'],
    ['DATABASE_URL', 'mysql://root:s3cret@db'],
    ['MANDATE_SECRET', 's3cret'],
    ['SMTP_URL', 'http://me:s3cret@mail.example'],
    ['SMTP_URL', 'smtp://me:s3cret@mail.example/path'],
    ['SMTP_URL', 'smtp://me:s3cret@mail.example?tls.rejectUnauthorized=false'],
  ])('%s is refused without repeating it', (variable, value) => {
    const [sentence] = refusals({ [variable]: value })
    expect(sentence).toMatch(/has a value that is wrong; it must be .+\.$/)
    expect(sentence).not.toContain('s3cret')
  })

  test.each([
    ['MAIL_SENDER', 'nobody'],
    ['MAIL_SENDER', 'a@example.com, b@example.com'],
    ['MAIL_SENDER', 'Ada <a@example.com>'],
    ['PROVIDER_NAME', 'Example\r\nBcc: b@example.com'],
    ['PROVIDER_NAME', 'x'.repeat(201)],
    ['PROVIDER_LEGAL', 'Rue de l’Été 1|1200\nGenève'],
  ])('%s=%j is refused: nothing but itself may stand in a header or a line', (variable, value) => {
    expect(refusals({ [variable]: value })).toEqual([expect.stringContaining(`${variable} is`)])
  })

  test('legal mentions are lines', () => {
    const legal = 'Rue de l’Été 1 | 1200 Genève || CHE-123.456.789'
    expect(readSettings({ PROVIDER_LEGAL: legal }).providerLegal).toEqual([
      'Rue de l’Été 1',
      '1200 Genève',
      'CHE-123.456.789',
    ])
    expect(readSettings({}).providerLegal).toEqual([])
  })

  test('every wrong value is named at once', () => {
    expect(refusals({ PORT: 'x', DEMO: 'x', MAX_COST: 'x' })).toHaveLength(3)
  })

  test('no two settings read the same variable', () => {
    const variables = Object.values(settingTable).map(({ variable }) => variable)
    expect(new Set(variables).size).toBe(variables.length)
  })
})

test('the start stops at a wrong setting, before anything is opened', () => {
  const folder = join(tmpdir(), `mandate-never-${process.pid}`)
  const environment = {
    PATH: process.env['PATH'],
    DATA_DIR: folder,
    DATABASE_URL: `sqlite:${folder}/x.db`,
    PORT: 'abc',
  }
  const { status, stderr } = spawnSync(
    process.execPath,
    ['-r', '@swc-node/register', 'src/main.ts', 'serve'],
    { env: environment, encoding: 'utf8', timeout: 30_000 },
  )
  expect([status, stderr.trim()]).toEqual([1, 'PORT is `abc`; it must be a whole number from 0 to 65535.'])
  expect(existsSync(folder)).toBe(false)
})

describe('the secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-secret-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('is the setting where there is one', () => {
    const secret = 'x'.repeat(32)
    expect(secretOf({ secret, dataDir: '/nowhere' }).toString()).toBe(secret)
  })

  test('is made once, for its owner alone', () => {
    const dataDir = join(folder, 'fresh')
    const made = secretOf({ secret: undefined, dataDir })
    expect(made).toHaveLength(32)
    expect(secretOf({ secret: undefined, dataDir })).toEqual(made)
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dataDir, 'secret'), 'utf8').trim()).toBe(made.toString('hex'))
  })

  test('that was damaged stops the start', () => {
    writeFileSync(join(folder, 'secret'), 'short')
    expect(() => secretOf({ secret: undefined, dataDir: folder })).toThrow(
      'does not hold 64 hexadecimal digits',
    )
  })
})

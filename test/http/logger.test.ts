import { createLogger } from '../../src/platform/logger'

test('secrets are blotted out wherever they are nested', () => {
  const lines: string[] = []
  const logger = createLogger('info', { write: (line: string) => void lines.push(line) })
  logger.info({
    password: 's1',
    input: { password: 's2', email: 'kept' },
    request: { headers: { authorization: 's3', cookie: 's4' } },
  })
  logger.info({
    response: { headers: { 'set-cookie': 's5' } },
    sessionToken: 's6',
    variables: { input: { code: 's7' } },
  })
  expect(lines.join('')).not.toMatch(/"s\d"/)
  expect(lines.join('')).toContain('kept')
})

test('an error keeps its story and drops the parameters of its statement', () => {
  const lines: string[] = []
  const logger = createLogger('info', { write: (line: string) => void lines.push(line) })
  const failure = Object.assign(new Error('Duplicate entry'), { parameters: ['s1'], query: 'INSERT s2' })
  logger.error({ err: failure }, 'failed')
  expect(lines[0]).toContain('Duplicate entry')
  expect(lines[0]).not.toMatch(/s1|s2/)
})

test('an error names nobody: neither an address nor the value that a database refused', () => {
  const lines: string[] = []
  const logger = createLogger('info', { write: (line: string) => void lines.push(line) })
  const refused = "Duplicate entry 'Ana O'Neil' for key 'users_name'"
  logger.error({ err: Object.assign(new Error(refused), { driverError: {} }) }, 'failed')
  logger.error({ err: new SyntaxError('Invalid regular expression: /ana-lena@ex-ample.example/') }, 'failed')
  expect(lines[0]).toContain('users_name')
  expect(lines.join('')).not.toMatch(/Neil|ana-lena|ex-ample/)
})

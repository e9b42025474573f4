import { createLogger } from '../../src/server/logger'

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

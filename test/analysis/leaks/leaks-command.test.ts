import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabases } from '../../support/test-databases'
import { runPolicy } from '../run-policy'

/** The command, as it is typed. */
describe('policy leaks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-leaks-'))
  const file = join(folder, 'invoices.graphql')
  writeFileSync(
    file,
    'query Own($first: Int) { invoices(first: $first) { totalCount nodes { id net { amount } } } }',
  )

  it.each(testDatabases)(
    'compares as many answers as it was told, as those it was told, on $name',
    async ({ name }) => {
      const words = [
        'leaks',
        '--operation',
        file,
        '--variables',
        '{"first":3}',
        '--pairs',
        '25',
        '--seed',
        '4',
      ]
      const where = ['--database', name.toLowerCase()]
      const { printed, code } = await runPolicy(...words, ...where, '--as', 'client-owner', 'nobody')
      expect(printed).toContain('No leak found')
      expect(printed).toContain('The operation given: 25 answers compared as 2 principals')
      expect(code).toBe(0)
    },
    300_000,
  )

  it('aims at a type, and says the same twice', async () => {
    const words = [
      'leaks',
      '--type',
      'CashbackEntry',
      '--pairs',
      '20',
      '--as',
      'partner-full-client-pays',
      '--json',
    ]
    const once = await runPolicy(...words)
    const { pairs, leaks, asked } = JSON.parse(once.printed)
    expect({ pairs, leaks, asked }).toEqual({ pairs: 20, leaks: [], asked: ['partner-full-client-pays'] })
    expect((await runPolicy(...words)).printed).toBe(once.printed)
  }, 300_000)

  it.each([
    [['--type', 'Invoyce'], 'There is no type `Invoyce`. (did you mean `Invoice`?)'],
    [['--as', 'client-ownr'], 'There is no persona `client-ownr`. (did you mean `client-owner`?)'],
    [['--pairs', 'many'], 'It is a whole number.'],
  ])(
    'says calmly what is wrong with %j',
    async (words, sentence) => {
      await expect(runPolicy('leaks', ...words)).rejects.toThrow(sentence)
    },
    120_000,
  )
})

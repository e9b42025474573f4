import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabaseAt } from '../../ormconfig'
import { mailBook } from '../../schema/declared'
import { runJob } from '../../src/platform/jobs/run-job'
import { createLogger } from '../../src/platform/logger'
import { exampleHosting } from '../../src/platform/mail/mail-templates'
import { outboxJob } from '../../src/platform/outbox/send-mails'
import { testDatabases } from '../support/test-databases'
import { enqueue, rememberingTransport, storedLetters } from './letters'

const folder = mkdtempSync(join(tmpdir(), 'mandate-crash-'))
afterAll(() => rmSync(folder, { recursive: true }))

const inMinutes = (minutes: number) => ({ now: () => new Date(Date.now() + minutes * 60_000) })

describe.each(testDatabases)('on $name', ({ name, create }) => {
  test('a worker killed between sending and marking: the mail comes again, with the same Message-ID', async () => {
    const { url, drop } = await create()
    const database = await openDatabaseAt(url)
    try {
      for (const to of ['a@example.com', 'b@example.com']) await enqueue(database, { to })
      const sentFile = join(folder, `${name}.txt`)
      const { signal } = spawnSync(
        process.execPath,
        ['-r', '@swc-node/register', join(__dirname, 'dying-worker.ts')],
        { env: { PATH: process.env['PATH'], DATABASE_URL: url, SENT_FILE: sentFile }, timeout: 50_000 },
      )
      expect(signal).toBe('SIGKILL')
      const [sent, ...more] = readFileSync(sentFile, 'utf8').trim().split('\n')
      expect(more).toEqual([])
      expect(await storedLetters(database)).toMatchObject([
        { recipient: 'a@example.com', sent_at: null, attempts: 1 },
        { recipient: 'b@example.com', sent_at: null, attempts: 0 },
      ])
      const transport = rememberingTransport()
      const logger = createLogger('silent')
      const job = outboxJob({
        dataSource: database,
        transport,
        provider: exampleHosting,
        mails: mailBook,
        logger,
      })
      // The dead worker's lease lasts for a minute; its mail is put off for five.
      expect(await runJob({ dataSource: database, clock: inMinutes(0) }, job)).toMatchObject({ kind: 'held' })
      expect(await runJob({ dataSource: database, clock: inMinutes(1.1) }, job)).toMatchObject({
        report: { sent: 1 },
      })
      expect(await runJob({ dataSource: database, clock: inMinutes(5.1) }, job)).toMatchObject({
        report: { sent: 1 },
      })
      const [second, first] = transport.sent.map(({ messageId, to }) => `${messageId} ${to}`)
      expect(first).toBe(sent)
      expect(second).toContain('b@example.com')
    } finally {
      await database.destroy()
      await drop()
    }
  })
})

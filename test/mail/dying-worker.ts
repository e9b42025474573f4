import { appendFileSync } from 'node:fs'
import 'reflect-metadata'
import { openDatabaseAt } from '../../ormconfig'
import { mailBook } from '../../schema/declared'
import { systemClock } from '../../src/platform/clock'
import { runJob } from '../../src/platform/jobs/run-job'
import { createLogger } from '../../src/platform/logger'
import { exampleHosting } from '../../src/platform/mail/mail-templates'
import { type MailTransport } from '../../src/platform/mail/mail-transport'
import { outboxJob } from '../../src/platform/outbox/send-mails'

/** Sends the first mail of an outbox - `DATABASE_URL`, `SENT_FILE` - and is killed before it can say so. */
async function die(): Promise<void> {
  const { DATABASE_URL = '', SENT_FILE = '' } = process.env
  const transport: MailTransport = {
    send: (mail) => {
      appendFileSync(SENT_FILE, `${mail.messageId} ${mail.to}\n`)
      process.kill(process.pid, 'SIGKILL')
      return new Promise(() => undefined)
    },
  }
  const dataSource = await openDatabaseAt(DATABASE_URL)
  const parts = {
    dataSource,
    transport,
    provider: exampleHosting,
    mails: mailBook,
    logger: createLogger('silent'),
  }
  await runJob({ dataSource, clock: systemClock }, outboxJob(parts))
}

void die()

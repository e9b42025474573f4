import 'reflect-metadata'
import { appendFileSync } from 'node:fs'
import { openDatabaseAt } from '../../ormconfig'
import { runJob } from '../../src/jobs/run-job'
import { outboxJob } from '../../src/outbox/outbox-job'
import { createLogger } from '../../src/server/logger'
import type { MailTransport } from '../../src/services/mail/mail-transport'
import { systemClock } from '../../src/services/clock'
import { exampleHosting } from '../../src/services/mail-templates/mail-templates'

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
  const parts = { dataSource, transport, provider: exampleHosting, logger: createLogger('silent') }
  await runJob({ dataSource, clock: systemClock }, outboxJob(parts))
}

void die()

import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Clock } from '../clock'
import { checkEnvelope } from './check-envelope'
import type { MailTransport, OutgoingMail } from './mail-transport'

export interface FolderMeans {
  readonly folder: string
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Writes each mail into a file of its own, readable as it is, named by time and Message-ID.
 * INVARIANT: a file that ends in `.txt` is whole. Only its owner may read it: mails hold links that let people in.
 */
export function folderMails({ folder, clock, logger }: FolderMeans): MailTransport {
  return {
    async send(mail) {
      checkEnvelope(mail)
      const now = clock.now()
      const file = join(folder, `${nameOf(mail, now)}.txt`)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(`${file}.part`, readable(mail, now), { mode: 0o600, flush: true })
      await rename(`${file}.part`, file)
      logger.info({ file }, 'A mail was written to a file, because no SMTP_URL is set')
    },
  }
}

/** `2026-11-24T09-30-00.000Z outbox-12.20261124093000000` → sorts by time; the same mail again is told by its end. */
function nameOf({ messageId }: OutgoingMail, now: Date): string {
  const time = now.toISOString().replaceAll(':', '-')
  const id = messageId.replace(/^<|@.*$/g, '').replace(/[^\w.-]/g, '_')
  return `${time}-${id}`
}

function readable({ from, to, subject, text, messageId }: OutgoingMail, now: Date): string {
  const header = [
    `From: ${from.name} <${from.address}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${now.toUTCString()}`,
    `Message-ID: ${messageId}`,
  ]
  return [...header, '', text].join('\n')
}

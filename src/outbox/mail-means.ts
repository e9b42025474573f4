import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Settings } from '../server/settings'
import type { Clock } from '../services/clock'
import { folderMails } from '../services/mail/folder-mails'
import { smtpMails } from '../services/mail/smtp-mails'
import type { OutboxParts } from './outbox-job'

type MailSettings = Pick<
  Settings,
  'smtpUrl' | 'dataDir' | 'mailSender' | 'providerName' | 'providerLegal' | 'legalTimeZone'
>

/** Who writes and where mails leave, by the settings. */
export function mailMeans(
  settings: MailSettings,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Pick<OutboxParts, 'provider' | 'transport'> {
  const { smtpUrl, dataDir, providerName: name, mailSender: sender, providerLegal: legal } = settings
  const timeZone = settings.legalTimeZone
  return {
    provider: { name, sender, legal, timeZone },
    transport:
      smtpUrl === undefined
        ? folderMails({ folder: join(dataDir, 'mails'), clock, logger })
        : smtpMails(smtpUrl),
  }
}

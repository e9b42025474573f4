import { mailBook, nounDownloads, nounJobs } from '../../schema/declared'
import { type Download } from '../http/download'
import { type Job, type JobParts } from '../platform/jobs/job'
import { mailDependencies, outboxJob } from '../platform/outbox/send-mails'
import { vies } from '../platform/vat-check'
import { type Settings } from './settings'

/** Every periodic job there is: the engine sends the mails, the nouns declare the rest. */
export function jobsOn(parts: JobParts): readonly Job[] {
  const { dataSource, settings, logger } = parts
  return [
    outboxJob({ dataSource, logger, mails: mailBook, ...mailDependencies(settings, parts) }),
    ...nounJobs({
      dependencies: parts,
      register: settings.vatCheck === 'vies' ? vies() : undefined,
      unpaid: { suspend: settings.unpaidSuspendDays, end: settings.unpaidEndDays },
    }),
  ]
}

/** Every file that can be fetched at an address of its own, as the nouns declare them. */
export function downloadsOf({
  providerName: name,
  providerLegal: legal,
}: Pick<Settings, 'providerName' | 'providerLegal'>): readonly Download[] {
  return nounDownloads({ name, legal })
}

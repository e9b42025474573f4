import { renewalsCalendar } from '../../schema/renewals-calendar/renewals-calendar'
import { invoiceDownload } from '../../schema/invoice/pdf/invoice-download'
import { nounJobs } from '../../schema/jobs'
import { managedClientsDownload } from '../../schema/managed-clients/managed-clients-download'
import { processingCertificateDownload } from '../../schema/personal-data/certificate/processing-certificate-download'
import { personalDataDownload } from '../../schema/personal-data/personal-data-download'
import type { Job } from '../jobs/job'
import type { JobParts } from '../jobs/job-parts'
import { mailMeans } from '../outbox/mail-means'
import { outboxJob } from '../outbox/outbox-job'
import type { Download } from '../server/downloads/download'
import type { Settings } from '../server/settings'
import { vies } from '../services/vat-check/vies'

/** Every periodic job there is. Those of the nouns are listed in schema/jobs.ts. */
export function jobsOn(parts: JobParts): readonly Job[] {
  const { dataSource, settings, logger } = parts
  return [
    outboxJob({ dataSource, logger, ...mailMeans(settings, parts) }),
    ...nounJobs(parts, settings.vatCheck === 'vies' ? vies() : undefined),
  ]
}

/** Every file that can be fetched at an address of its own. Those of a noun are added here. */
export function downloadsOf({
  providerName: name,
  providerLegal: legal,
}: Pick<Settings, 'providerName' | 'providerLegal'>): readonly Download[] {
  const provider = { name, legal }
  return [
    invoiceDownload(provider),
    managedClientsDownload,
    renewalsCalendar(name),
    processingCertificateDownload(provider),
    personalDataDownload,
  ]
}

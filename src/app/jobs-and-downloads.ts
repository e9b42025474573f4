import { invoiceDownload } from '../../schema/invoice/pdf/invoice-download'
import { nounJobs } from '../../schema/jobs'
import { managedClientsDownload } from '../../schema/managed-clients/managed-clients-download'
import { processingCertificateDownload } from '../../schema/personal-data/certificate/processing-certificate-download'
import { personalDataDownload } from '../../schema/personal-data/personal-data-download'
import { renewalsCalendar } from '../../schema/renewals-calendar/renewals-calendar'
import { type Download } from '../http/download'
import { type Job, type JobParts } from '../platform/jobs/job'
import { mailDependencies, outboxJob } from '../platform/outbox/send-mails'
import { vies } from '../platform/vat-check'
import { type Settings } from './settings'

/** Every periodic job there is. Those of the nouns are listed in schema/jobs.ts. */
export function jobsOn(parts: JobParts): readonly Job[] {
  const { dataSource, settings, logger } = parts
  return [
    outboxJob({ dataSource, logger, ...mailDependencies(settings, parts) }),
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

import { mailBook, nounDownloads, nounJobs } from '../../schema/declared'
import { invoiceFiles } from '../../schema/invoice/pdf/invoice-attachment'
import { type Download } from '../http/download'
import { type Job, type JobParts } from '../platform/jobs/job'
import { mailDependencies, outboxJob } from '../platform/outbox/send-mails'
import { vies } from '../platform/vat-check'
import { type QueryEngine } from '../read/engine'
import { readForOn } from '../read/read-for'
import { sealerFor } from '../platform/crypto/sealed-text'
import { mandateOn } from './mandate-on'
import { secretOf } from './secrets'
import { type Settings } from './settings'

/** Every periodic job there is: the engine sends the mails, the nouns declare the rest. */
export function jobsOn(parts: JobParts): readonly Job[] {
  const { dataSource, settings, logger, clock } = parts
  const { providerName: name, providerLegal: legal } = settings
  const secret = (): Buffer => secretOf(settings)
  let made: QueryEngine | undefined
  // WHY late: commands that only list the jobs have no secret and read nothing.
  const engine = (): QueryEngine =>
    (made ??= mandateOn(dataSource, { secret: secret(), maximumCost: settings.maxCost }).engine)
  const readFor = readForOn(engine)
  return [
    outboxJob({
      dataSource,
      logger,
      mails: mailBook,
      attach: invoiceFiles({ issuer: { name, legal }, clock, readFor }),
      ...mailDependencies(settings, parts),
    }),
    ...nounJobs({
      dependencies: parts,
      register: settings.vatCheck === 'vies' ? vies() : undefined,
      unpaid: { suspend: settings.unpaidSuspendDays, end: settings.unpaidEndDays },
      readFor,
      // WHY the same purpose: operations seal what jobs open.
      sealer: sealerFor('texts', secret),
      webhooksToThisMachine: settings.webhooksToThisMachine,
    }),
  ]
}

/** Every file that can be fetched at an address of its own, as the nouns declare them. */
export function downloadsOf({
  providerName: name,
  providerLegal: legal,
  publicUrl,
}: Pick<Settings, 'providerName' | 'providerLegal'> &
  Partial<Pick<Settings, 'publicUrl'>>): readonly Download[] {
  return nounDownloads({ name, legal, publicUrl })
}

import { type Clock } from '../../../src/platform/clock'
import { type AttachFiles } from '../../../src/platform/outbox/send-mails'
import { type ReadFor } from '../../../src/read/read-for'
import { accountingReader } from '../../accounting-address/accounting-mails'
import { type InvoiceIssuer } from './invoice-document'
import { invoiceDownload } from './invoice-download'

/** The attachment of a mail that carries an invoice: which one, and for the accounting of which Organisation. */
export function invoiceAttachment(invoice: string, organisation: number): string {
  return `${invoice} Organisation:${organisation}`
}

/**
 * Prints the invoice of a mail when the mail is sent, as its download would for the accounting of the Organisation.
 * @throws where it cannot be printed now: the mail is tried again.
 */
export function invoiceFiles(parts: {
  readonly issuer: InvoiceIssuer
  readonly clock: Clock
  readonly readFor: ReadFor
}): AttachFiles {
  const { issuer, clock, readFor } = parts
  const download = invoiceDownload(issuer)
  return async (attachment) => {
    const [, invoice, organisation] = /^Invoice:(\d+) Organisation:(\d+)$/.exec(attachment) ?? []
    if (invoice === undefined || organisation === undefined)
      throw new TypeError('An attachment is not known.')
    const now = clock.now()
    const read = readFor(accountingReader(Number(organisation)), now)
    const opened = await download.open({
      parts: { invoice },
      query: new URLSearchParams(),
      read: ({ document }, variables) => read(document, variables),
      inspect: () => Promise.resolve(null),
      now,
      today: '',
    })
    if (opened.kind === 'refused' || !Buffer.isBuffer(opened.body))
      throw new TypeError('An invoice cannot be printed.')
    return [{ filename: opened.name, contentType: opened.type, content: opened.body }]
  }
}

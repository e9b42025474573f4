import { createHash } from 'node:crypto'
import { type JobReport } from '../../src/platform/jobs/job'
import { localeOf } from '../../src/platform/mail/language'
import { decimalOf } from '../../src/read/execute/reading'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { type Transaction } from '../../src/write/transaction'
import { BillingAddress } from '../organisation/organisation-details.entity'
import { type Organisation } from '../organisation/organisation.entity'
import { VatStatus } from '../organisation/vat-check.entity'
import { peopleToBill } from './issue-invoice'
import { InvoicePaper } from './invoice-paper.entity'
import { Invoice } from './invoice.entity'
import { invoiceDocument } from './pdf/invoice-document'
import { type PrintedInvoice } from './pdf/invoice-download'
import { type PrintLanguage, printLanguages } from './pdf/invoice-words'

/** To whom an invoice is made out, and where it goes. */
export type InvoiceAddressee = Pick<
  Invoice,
  'billedName' | 'billedRecipient' | 'billedAddress' | 'billedVatNumber'
>

/** The addressee of what an Organisation is billed today: its default billing address, else its postal address. */
export async function addresseeOf(
  { manager }: Pick<Transaction, 'manager'>,
  billed: Organisation,
): Promise<InvoiceAddressee> {
  const chosen = await manager.findOneBy(BillingAddress, { organisation: { id: billed.id }, isDefault: true })
  return {
    billedName: billed.legalName,
    billedRecipient: chosen?.recipient ?? null,
    billedAddress: chosen?.address ?? billed.postalAddress,
    billedVatNumber: billed.vatStatus === VatStatus.VALID ? billed.vatNumber : null,
  }
}

/**
 * Keeps what is printed on an invoice, in every language, with a digest; never to be changed again. What is frozen already stays.
 * WHY not the PDF itself: typesetting takes too long for a transaction that holds the series of numbers, and the same
 * document is the same file.
 */
export async function freezeInvoice(tx: Transaction, key: number): Promise<void> {
  const invoice = await tx.manager.findOneOrFail(Invoice, {
    where: { id: key },
    relations: { lines: true, billedOrganisation: true, papers: true },
    order: { lines: { id: 'ASC' } },
  })
  const [person] = await peopleToBill(tx, invoice.billedOrganisation.id)
  const own = printLanguageOf(person?.locale ?? '')
  const printed = printedOf(invoice)
  const frozen = invoice.papers.map(({ language }) => language)
  await tx.manager.insert(
    InvoicePaper,
    printLanguages
      .filter((language) => !frozen.includes(language))
      .map((language) => {
        const document = JSON.stringify(invoiceDocument(printed, tx.issuer, language))
        const isDefault = frozen.length === 0 && language === own
        return { invoice: { id: key }, language, isDefault, document, digest: digestOf(document) }
      }),
  )
}

export function digestOf(document: string): string {
  return createHash('sha256').update(document).digest('hex')
}

export function printLanguageOf(locale: string): PrintLanguage {
  return printLanguages.find((language) => language === localeOf(locale)) ?? 'en'
}

function printedOf(invoice: Invoice): PrintedInvoice {
  const money = (amount: number) => ({
    amount: decimalOf(String(amount), 2, 2),
    currency: invoice.currency,
  })
  const rate = (units: number): string => decimalOf(String(units), 4)
  return {
    number: invoice.number,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    clientName: invoice.clientName,
    billedName: invoice.billedName,
    billedRecipient: invoice.billedRecipient,
    billedVatNumber: invoice.billedVatNumber,
    billedAddress: invoice.billedAddress,
    lines: invoice.lines.map(({ description, quantity, unitPrice, discountRate, net }) => ({
      description,
      quantity,
      unitPrice: money(unitPrice),
      discountRate: rate(discountRate),
      net: money(net),
    })),
    net: money(invoice.net),
    vatRate: rate(invoice.vatRate),
    vatMention: invoice.vatMention,
    vat: money(invoice.vat),
    gross: money(invoice.gross),
  }
}

/** The language that came last: an invoice that has it has all of them. */
const LATEST: PrintLanguage = 'it'
const BATCH = 100
const MOST_A_RUN = 2000

/** Freezes invoices that were issued before papers, or all of today's languages, were kept, as they stand; where no name was kept, as it is today. */
export async function freezeOldInvoices(
  dependencies: TransactionDependencies,
  now: Date,
): Promise<JobReport> {
  let frozen = 0
  while (frozen < MOST_A_RUN) {
    const rows: readonly { readonly id: number }[] = await dependencies.dataSource.query(
      `SELECT i.id FROM invoices i WHERE NOT EXISTS (SELECT 1 FROM invoice_papers p WHERE p.invoice_id = i.id
       AND p.language = ?) ORDER BY i.id LIMIT ${BATCH}`,
      [LATEST],
    )
    for (const { id } of rows) await systemTransaction(dependencies, now, (tx) => freezeOld(tx, id))
    frozen += rows.length
    if (rows.length < BATCH) break
  }
  return { frozen }
}

async function freezeOld(tx: Transaction, key: number): Promise<void> {
  await tx.lock('invoices', [key])
  // Another gateway may have done it while the lock was waited for.
  if (await tx.manager.existsBy(InvoicePaper, { invoice: { id: key }, language: LATEST })) return
  const { billedName, billedOrganisation } = await tx.manager.findOneOrFail(Invoice, {
    where: { id: key },
    relations: { billedOrganisation: true },
  })
  if (billedName === null) {
    await tx.manager.update(Invoice, key, await addresseeOf(tx, billedOrganisation))
  }
  await freezeInvoice(tx, key)
}

import { type Locale } from '../../../src/platform/mail/language'
import { type Block, type Fact, type PrintedDocument, type Sum } from '../../../src/platform/pdf/print-pdf'
import { OrderKind } from '../../order/order.entity'
import { describedLine } from '../../order/price-lines'
import { VatStatus } from '../../organisation/vat-check.entity'
import { vatMentions } from '../../vat/vat-rules'
import { type PrintedAddress, type PrintedInvoice, type PrintedMoney } from './invoice-download'
import { invoiceWords, type PrintLanguage } from './invoice-words'
import { type Pen, penOf } from './pen'

/** Who issues invoices: the name, and what the law wants said of it, a line each. */
export interface Provider {
  readonly name: string
  readonly legal: readonly string[]
}

/** An invoice as it is laid out on paper. What its reader may not see is left out. */
export function invoiceDocument(
  invoice: PrintedInvoice,
  provider: Provider,
  language: PrintLanguage,
): PrintedDocument {
  const words = invoiceWords[language]
  const pen = penOf(words.tag)
  const title = `${words.invoice} ${pen.text(invoice.number)}`
  const letter: Letter = { invoice, words, pen, language }
  return {
    title,
    author: pen.text(provider.name),
    language: words.tag,
    region: countryOf(invoice),
    dated: new Date(`${invoice.issuedOn ?? '2000-01-01'}T00:00:00Z`),
    runningHead: `${pen.text(provider.name)} – ${title}`,
    foot: [provider.name, ...provider.legal].map(pen.text),
    pageWord: words.page,
    blocks: [
      {
        kind: 'sides',
        left: [pen.text(provider.name)],
        right: recipientOf(letter),
      },
      { kind: 'heading', text: title },
      { kind: 'facts', facts: factsOf(letter) },
      linesOf(letter),
      { kind: 'sums', sums: sumsOf(letter) },
      ...mentionOf(letter),
      ...creditsOf(letter),
    ],
  }
}

interface Letter {
  readonly invoice: PrintedInvoice
  readonly words: (typeof invoiceWords)[PrintLanguage]
  readonly pen: Pen
  readonly language: PrintLanguage
}

/**
 * The billed Organisation as it was when the invoice was issued. Where that was not kept, as it is: at its default
 * billing address, else at its postal address.
 */
function recipientOf({ invoice, pen }: Letter): readonly string[] {
  const { billedName, billedAddress, billedOrganisation: billed } = invoice
  if (billedName !== null) return [pen.text(billedName), ...addressOf(billedAddress, pen)].filter(isSaid)
  const chosen = defaultAddressOf(invoice)
  const names = [pen.text(billed?.legalName ?? ''), pen.text(chosen?.recipient ?? '')]
  const address = addressOf(chosen?.address ?? billed?.postalAddress ?? null, pen)
  return [...new Set([...names, ...address])].filter(isSaid)
}

function defaultAddressOf({ billedOrganisation: billed }: PrintedInvoice) {
  return billed?.billingAddresses?.find((one) => one.isDefault === true)
}

function countryOf({ billedName, billedAddress, billedOrganisation: billed }: PrintedInvoice): string {
  return (billedName === null ? billed?.postalAddress?.country : billedAddress?.country) ?? ''
}

/** Where invoices are to be sent now, beside whom this one was made out to. */
function sentTo({ invoice, pen }: Letter): string {
  const chosen = invoice.billedName === null ? undefined : defaultAddressOf(invoice)
  if (chosen === undefined) return ''
  return [pen.text(chosen.recipient), ...addressOf(chosen.address, pen)].filter(isSaid).join(', ')
}

function vatNumberOf({
  billedName,
  billedVatNumber,
  billedOrganisation: billed,
}: PrintedInvoice): string | null {
  if (billedName !== null) return billedVatNumber
  return billed?.vatStatus === VatStatus.VALID ? billed.vatNumber : null
}

function addressOf(address: PrintedAddress, pen: Pen): readonly string[] {
  if (address === null) return []
  const { street, postalCode, city, country } = address
  return [
    pen.text(street ?? ''),
    pen.text(`${postalCode ?? ''} ${city ?? ''}`),
    country === null ? '' : pen.country(country),
  ]
}

function factsOf(letter: Letter): readonly Fact[] {
  const { invoice, words, pen } = letter
  const { status, paidOn } = invoice
  return [
    { name: words.issuedOn, value: pen.day(invoice.issuedOn) },
    { name: words.dueOn, value: pen.day(invoice.dueOn) },
    { name: words.status, value: status === null ? '' : words.statuses[status] },
    { name: words.paidOn, value: pen.day(paidOn) },
    { name: words.client, value: pen.text(invoice.clientName) },
    { name: words.vatNumber, value: pen.text(vatNumberOf(invoice)) },
    { name: words.sentTo, value: sentTo(letter) },
  ].filter(({ value }) => isSaid(value))
}

function linesOf({ invoice, words, pen }: Letter): Block {
  return {
    kind: 'table',
    columns: [
      { title: words.description, share: 0.38, align: 'left' },
      { title: words.quantity, share: 0.12, align: 'right' },
      { title: words.unitPrice, share: 0.19, align: 'right' },
      { title: words.discount, share: 0.12, align: 'right' },
      { title: words.lineNet, share: 0.19, align: 'right' },
    ],
    rows: (invoice.lines ?? []).map((line) => [
      inWords(line.description, { words, pen }),
      line.quantity === null ? '' : String(line.quantity),
      pen.money(line.unitPrice),
      line.discountRate === '0' ? '' : pen.rate(line.discountRate),
      pen.money(line.net),
    ]),
  }
}

/** Lines are kept in English; on paper they speak the language of the rest. */
function inWords(description: string | null, { words, pen }: Pick<Letter, 'words' | 'pen'>): string {
  const line = description === null ? null : describedLine(description)
  if (line === null) return pen.text(description)
  const name = pen.text(line.name)
  const what = line.kind === OrderKind.RENEWAL ? words.renewal(name) : name
  return `${what}, ${words.years(line.years)}`
}

function sumsOf({ invoice, words, pen }: Letter): readonly Sum[] {
  const sum = (name: string, amount: PrintedMoney): Sum => ({
    name,
    value: pen.money(amount),
    weight: 'plain',
  })
  return [
    sum(words.net, invoice.net),
    sum(`${words.vat} ${pen.rate(invoice.vatRate)}`, invoice.vat),
    { ...sum(words.gross, invoice.gross), weight: 'strong' },
  ]
}

function mentionOf({ invoice, pen, language }: Letter): readonly Block[] {
  const text = pen.text(invoice.vatMention === null ? null : mentionIn(invoice.vatMention, language))
  return isSaid(text) ? [{ kind: 'text', text }] : []
}

function creditsOf({ invoice, words, pen }: Letter): readonly Block[] {
  const notes = invoice.creditNotes ?? []
  if (notes.length === 0) return []
  return [
    {
      kind: 'table',
      title: words.creditNotes,
      columns: [
        { title: words.creditNote, share: 0.2, align: 'left' },
        { title: words.creditedOn, share: 0.2, align: 'left' },
        { title: words.reason, share: 0.38, align: 'left' },
        { title: words.credited, share: 0.22, align: 'right' },
      ],
      rows: notes.map((note) => [
        pen.text(note.number),
        pen.day(note.issuedOn),
        pen.text(note.reason),
        pen.money(note.amount),
      ]),
    },
  ]
}

function isSaid(text: string): boolean {
  return text !== ''
}

/**
 * A mention that an invoice keeps, in another language: one of ours as we say it there, any other as it stands.
 * WHY: the invoice keeps one wording for good, and is printed in the language of whoever reads it.
 */
function mentionIn(mention: string, language: Locale): string {
  for (const mentions of Object.values(vatMentions)) {
    if (mention === mentions.reverseCharge) return vatMentions[language].reverseCharge
    if (mention === mentions.outsideScope) return vatMentions[language].outsideScope
  }
  return mention
}

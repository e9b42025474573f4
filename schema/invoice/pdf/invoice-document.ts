import { type Locale } from '../../../src/platform/mail/language'
import {
  type Block,
  type PrintedDocument,
  type PrintedFact,
  type Sum,
} from '../../../src/platform/pdf/print-pdf'
import { OrderKind } from '../../order/order.entity'
import { describedLine } from '../../order/price-lines'
import { vatMentions } from '../../vat/vat-rules'
import { type AmountFormatter, amountFormatterOf } from './amount-formatter'
import { type PrintedAddress, type PrintedInvoice, type PrintedMoney } from './invoice-download'
import { invoiceWords, type PrintLanguage } from './invoice-words'

/** The issuer of invoices: its name, and the lines that the law requires. */
export interface InvoiceIssuer {
  readonly name: string
  readonly legal: readonly string[]
  /** Where browsers reach this installation, for links; without it there are none. */
  readonly publicUrl?: string | undefined
}

/**
 * The layout of an invoice. INVARIANT: nothing on it changes after the day of issue, neither its status nor credit notes.
 */
export function invoiceDocument(
  invoice: PrintedInvoice,
  provider: InvoiceIssuer,
  language: PrintLanguage,
): PrintedDocument {
  const words = invoiceWords[language]
  const formatter = amountFormatterOf(words.tag)
  const title = `${words.invoice} ${formatter.text(invoice.number)}`
  const letter: Letter = { invoice, words, formatter, language }
  return {
    title,
    author: formatter.text(provider.name),
    language: words.tag,
    region: invoice.billedAddress?.country ?? '',
    dated: new Date(`${invoice.issuedOn ?? '2000-01-01'}T00:00:00Z`),
    runningHead: `${formatter.text(provider.name)} – ${title}`,
    foot: [provider.name, ...provider.legal].map(formatter.text),
    pageWord: words.page,
    blocks: [
      {
        kind: 'sides',
        left: [formatter.text(provider.name)],
        right: recipientOf(letter),
      },
      { kind: 'heading', text: title },
      { kind: 'facts', facts: factsOf(letter) },
      linesOf(letter),
      { kind: 'sums', sums: sumsOf(letter) },
      ...mentionOf(letter),
    ],
  }
}

interface Letter {
  readonly invoice: PrintedInvoice
  readonly words: (typeof invoiceWords)[PrintLanguage]
  readonly formatter: AmountFormatter
  readonly language: PrintLanguage
}

/** The billed Organisation and its address, as they were when the invoice was issued. */
function recipientOf({ invoice, formatter }: Letter): readonly string[] {
  const { billedName, billedRecipient, billedAddress } = invoice
  const names = [formatter.text(billedName), formatter.text(billedRecipient)]
  return [...new Set([...names, ...addressOf(billedAddress, formatter)])].filter(isSaid)
}

function addressOf(address: PrintedAddress, formatter: AmountFormatter): readonly string[] {
  if (address === null) return []
  const { street, postalCode, city, country } = address
  return [
    formatter.text(street ?? ''),
    formatter.text(`${postalCode ?? ''} ${city ?? ''}`),
    country === null ? '' : formatter.country(country),
  ]
}

function factsOf(letter: Letter): readonly PrintedFact[] {
  const { invoice, words, formatter } = letter
  return [
    { name: words.issuedOn, value: formatter.day(invoice.issuedOn) },
    { name: words.dueOn, value: formatter.day(invoice.dueOn) },
    { name: words.client, value: formatter.text(invoice.clientName) },
    { name: words.vatNumber, value: formatter.text(invoice.billedVatNumber) },
  ].filter(({ value }) => isSaid(value))
}

function linesOf({ invoice, words, formatter }: Letter): Block {
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
      inWords(line.description, { words, formatter }),
      line.quantity === null ? '' : String(line.quantity),
      formatter.money(line.unitPrice),
      line.discountRate === '0' ? '' : formatter.rate(line.discountRate),
      formatter.money(line.net),
    ]),
  }
}

/** Lines are kept in English; on paper they speak the language of the rest. */
function inWords(
  description: string | null,
  { words, formatter }: Pick<Letter, 'words' | 'formatter'>,
): string {
  const line = description === null ? null : describedLine(description)
  if (line === null) return formatter.text(description)
  const name = formatter.text(line.name)
  const what = line.kind === OrderKind.RENEWAL ? words.renewal(name) : name
  return `${what}, ${words.years(line.years)}`
}

function sumsOf({ invoice, words, formatter }: Letter): readonly Sum[] {
  const sum = (name: string, amount: PrintedMoney): Sum => ({
    name,
    value: formatter.money(amount),
    weight: 'plain',
  })
  return [
    sum(words.net, invoice.net),
    sum(`${words.vat} ${formatter.rate(invoice.vatRate)}`, invoice.vat),
    { ...sum(words.gross, invoice.gross), weight: 'strong' },
  ]
}

function mentionOf({ invoice, formatter, language }: Letter): readonly Block[] {
  const text = formatter.text(invoice.vatMention === null ? null : mentionIn(invoice.vatMention, language))
  return isSaid(text) ? [{ kind: 'text', text }] : []
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

import { Command } from 'commander'
import { keepPrivate } from '../app/secrets'
import { readSettings } from '../app/settings'
import { issuerOf, publicUrlOf } from '../http/link-pages'
import { systemClockIn } from '../platform/clock'
import { type DatabaseSettings } from '../platform/database/open-database'
import { type ConnectedDatabase } from '../platform/database/transaction'
import { systemTransaction } from '../write/outside'
import { isUniqueViolation, isWorthAnotherTry, Refusal } from '../write/refusal'
import { type Transaction } from '../write/transaction'

interface BillingParts {
  readonly open: (address: string, settings: DatabaseSettings) => Promise<ConnectedDatabase>
  readonly admin: BillingAdmin
}

/** `npm run billing -- record-payment | top-up | credit | ledger`: the provider's back office. */
export function billingCommand(parts: BillingParts): Command {
  const { admin } = parts
  return new Command('billing')
    .description('Book money that came in, credit invoices, check ledgers; DATABASE_URL chooses the database')
    .addCommand(
      received('record-payment', 'book money that came in for an invoice')
        .argument('<number>', 'the invoice: INV-0000012')
        .argument('<amount>', 'in its currency: 12.50')
        .action((number: string, amount: string, options: Omit<TypedReceipt, 'amount'>) =>
          say(parts, (tx) => admin.recordPayment(tx, number, { ...options, amount })),
        ),
    )
    .addCommand(
      received('top-up', 'book money that came in for a prepaid account')
        .argument('<organisation>', 'whose: Organisation:12, or 12')
        .argument('<amount>', 'in the currency of the account: 12.50')
        .action((organisation: string, amount: string, options: Omit<TypedReceipt, 'amount'>) =>
          say(parts, (tx) => admin.topUp(tx, organisation, { ...options, amount })),
        ),
    )
    .addCommand(
      new Command('credit')
        .description('issue a credit note: by default of everything that is left')
        .argument('<number>', 'the invoice: INV-0000012')
        .requiredOption('--reason <words>', 'as the billed Organisation reads it')
        .option('--net <amount>', 'this amount of it, excluding VAT')
        .option('--lines <places>', 'whole lines, by their places: 1,3')
        .action((number: string, options: TypedCredit) =>
          say(parts, (tx) => admin.credit(tx, number, options)),
        ),
    )
    .addCommand(
      new Command('ledger')
        .description('print the ledger of a prepaid account and check it')
        .argument('<organisation>', 'whose: Organisation:12, or 12')
        .action((organisation: string) =>
          say(parts, async (tx) => {
            const { lines, faults } = await admin.ledger(tx, organisation)
            if (faults.length > 0) process.exitCode = 1
            return [...lines, ...(faults.length > 0 ? faults : ['Every movement fits.'])].join('\n')
          }),
        ),
    )
}

function received(name: string, what: string): Command {
  return new Command(name)
    .description(`${what}; repeating the same reference books nothing`)
    .requiredOption('--reference <text>', 'of the bank or the card processor')
    .option('--method <method>', 'BANK_TRANSFER, CARD or DIRECT_DEBIT', 'BANK_TRANSFER')
    .option('--on <day>', 'when it came in: 2026-11-24; by default now')
}

async function say({ open, admin }: BillingParts, work: (tx: Transaction) => Promise<string>): Promise<void> {
  const settings = readSettings(process.env)
  for (const sentence of keepPrivate(settings)) console.error(sentence)
  const dataSource = await open(settings.databaseUrl, {
    connections: 1,
    statementTimeoutSeconds: settings.statementTimeoutMs / 1000,
  })
  try {
    const clock = systemClockIn(settings.legalTimeZone)
    const dependencies = { dataSource, publicUrl: publicUrlOf(settings), issuer: issuerOf(settings), clock }
    console.log(await systemTransaction(dependencies, clock.now(), work))
  } catch (problem) {
    if (problem instanceof Refusal) throw new Error(admin.sentenceOf(problem))
    if (isWorthAnotherTry(problem))
      throw new Error('Somebody else is changing the same data at this moment. Try again.')
    if (isUniqueViolation(problem)) throw new Error('This was booked by somebody else at the same moment.')
    throw problem
  } finally {
    await dataSource.destroy()
  }
}

/** Money received from outside, as typed. */
export interface TypedReceipt {
  /** `12.50` */
  readonly amount: string
  readonly method: string
  readonly reference: string
  /** The day, `2026-11-24`; by default now. */
  readonly on?: string
}

export interface TypedCredit {
  /** Excluding VAT: `12.50`. */
  readonly net?: string
  /** The positions of whole lines on the invoice: `1,3`. */
  readonly lines?: string
  readonly reason: string
}

/** A ledger as lines of text, and every problem found in it. */
interface PrintedLedger {
  readonly lines: readonly string[]
  readonly faults: readonly string[]
}

/**
 * The commands of the back office. Each answers with a sentence that says what was done.
 * @throws Error whose message says what is wrong with the input; Refusal if the books do not allow it.
 */
export interface BillingAdmin {
  recordPayment(tx: Transaction, number: string, receipt: TypedReceipt): Promise<string>
  topUp(tx: Transaction, organisation: string, receipt: TypedReceipt): Promise<string>
  credit(tx: Transaction, number: string, credit: TypedCredit): Promise<string>
  ledger(tx: Transaction, organisation: string): Promise<PrintedLedger>
  /** The reason, for the person at the terminal. */
  sentenceOf(refusal: Refusal): string
}

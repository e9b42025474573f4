import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabaseAt } from '../../ormconfig'
import { billingAdmin } from '../../schema/invoice/billing-admin'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { billingCommand } from '../../src/cli/billing'
import { invoiceNumber } from '../support/invoice-number'

const folder = mkdtempSync(join(tmpdir(), 'mandate-billing-'))
const environment = { DATABASE_URL: `sqlite:${join(folder, 'mandate.db')}`, DATA_DIR: folder }
const before = { ...process.env }
const OVERDUE = invoiceNumber('montclair-still-owed')
const OPEN = invoiceNumber('cordier-own-renewal')

beforeAll(async () => {
  Object.assign(process.env, environment)
  const database = await openDatabaseAt(environment.DATABASE_URL)
  await fillDemoWorld(database)
  await database.destroy()
})

afterAll(() => {
  process.env = before
  rmSync(folder, { recursive: true })
})

/** What the command says. WHY in this process: each start of another one takes a second. */
async function billing(...words: readonly string[]): Promise<string> {
  const said: unknown[] = []
  const log = jest.spyOn(console, 'log').mockImplementation((line) => said.push(line))
  try {
    await billingCommand({ open: openDatabaseAt, admin: billingAdmin }).parseAsync(words, { from: 'user' })
    return said.join('\n')
  } finally {
    log.mockRestore()
  }
}

function spawned(...words: readonly string[]): { status: number | null; said: string } {
  const command = ['-r', '@swc-node/register', 'src/main.ts', 'billing', ...words]
  const env = { PATH: process.env['PATH'], ...environment }
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { env, encoding: 'utf8' })
  return { status, said: (stdout + stderr).trim() }
}

describe('npm run billing', () => {
  test('a payment in parts, the same report again, and money beyond what is due', async () => {
    const first = ['record-payment', OVERDUE, '10.00', '--reference', 'BANK-1']
    expect(await billing(...first)).toBe(`CHF 10.00 for ${OVERDUE}. It is OVERDUE now.`)
    expect(await billing(...first)).toBe(
      `This reference was booked before: CHF 10.00 for ${OVERDUE}. It is OVERDUE now.`,
    )
    expect(await billing('record-payment', OVERDUE, '700', '--reference', 'BANK-2', '--method', 'card')).toBe(
      `CHF 661.30 for ${OVERDUE}, CHF 38.70 beyond what was due. It is PAID now.`,
    )
  })

  test('credit notes: an amount, all that is left, nothing left', async () => {
    expect(await billing('credit', OVERDUE, '--net', '5', '--reason', 'Late delivery')).toBe(
      `CN-0000004 credits CHF 5.41 of ${OVERDUE}, VAT included. It is PARTIALLY_REFUNDED now.`,
    )
    expect(await billing('credit', OVERDUE, '--reason', 'Called off')).toBe(
      `CN-0000005 credits CHF 665.89 of ${OVERDUE}, VAT included. It is REFUNDED now.`,
    )
    await expect(billing('credit', OVERDUE, '--reason', 'Called off')).rejects.toThrow(
      'Nothing of this invoice is left to be credited.',
    )
  })

  test('a top-up and the ledger it is found in', async () => {
    expect(await billing('top-up', 'Organisation:1', '12.5', '--reference', 'BANK-3')).toBe(
      'Booked. The account holds CHF 408.72.',
    )
    const said = await billing('ledger', '1')
    expect(said.split('\n')).toHaveLength(5)
    expect(said).toMatch(
      /TOP_UP +CHF 12\.50 +CHF 408\.72 {2}Top-up BANK-3\n.*CHF 408\.72\.\nEvery movement fits\.$/,
    )
  })

  test.each([
    [['record-payment', 'INV-9', '1', '--reference', 'X'], 'There is no invoice `INV-9`.'],
    [
      ['record-payment', OVERDUE, '1.005', '--reference', 'X'],
      'Give an amount above zero with at most two decimals, such as 12.50.',
    ],
    [
      ['record-payment', OVERDUE, '1', '--reference', 'X', '--method', 'cash'],
      'There is no method `cash`; there are: BANK_TRANSFER, CARD, DIRECT_DEBIT.',
    ],
    [
      ['record-payment', OVERDUE, '1', '--reference', 'X', '--on', 'today'],
      '`today` is no day; write 2026-11-24.',
    ],
    [
      ['record-payment', OVERDUE, '1', '--reference', 'X', '--on', '9999-01-01'],
      'Money cannot have come in later than now.',
    ],
    [
      ['record-payment', OVERDUE, '11', '--reference', 'BANK-1'],
      'This reference was booked for another amount, method or purpose.',
    ],
    [['credit', OPEN, '--lines', '1,9', '--reason', 'X'], 'There is no line `9`: it has 1.'],
    [['credit', OPEN, '--lines', '1', '--net', '1', '--reason', 'X'], 'Give an amount or lines, not both.'],
    [['credit', OPEN, '--reason', ' '], 'Say the reason: it is printed on the credit note.'],
    [
      ['top-up', 'Lakeside', '1', '--reference', 'X'],
      'There is no Organisation `Lakeside`: give its id, Organisation:12.',
    ],
    [['ledger', '5'], 'This Organisation has no prepaid account.'],
  ])('%j is refused with a sentence', async (words, said) => {
    await expect(billing(...words)).rejects.toThrow(said)
  })

  test('tells the shell how it went', () => {
    expect(spawned('ledger', 'Organisation:1').status).toBe(0)
    expect(spawned('ledger', '5')).toEqual({
      status: 1,
      said: 'This Organisation has no prepaid account.',
    })
  })
})

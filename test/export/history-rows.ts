import { readCsv } from '../platform/read-csv'
import type { RunningGateway } from '../support/gateway-on'

const questions = {
  INVOICES: `{ page: invoices(first: 100, orderBy: [{ field: ISSUED_ON }], filter: { client: { id: { in: CLIENTS } } }) { nodes {
    number issuedOn dueOn paidOn status client { id } clientName billedOrganisation { id } billedName net { amount currency } vatRate vat { amount }
    gross { amount } amountDue { amount } lines { description } creditNotes { number issuedOn reason amount { amount } } } } }`,
  CASHBACK: `{ page: cashbackEntries(first: 100, orderBy: [{ field: CREDITED_ON }], filter: { creditedOn: { isNull: false }, client: { id: { in: CLIENTS } } }) { nodes {
    creditedOn reversedOn status client { id } clientName product { id name } amount { amount currency } } } }`,
  RENEWALS: `{ page: products(first: 100, orderBy: [{ field: EXPIRES_ON }], filter: { expiresOn: { isNull: false }, status: { ne: ENDED }, organisation: { id: { in: CLIENTS } } }) { nodes {
    expiresOn id name category status organisation { id name } autoRenew payer { id name } publicPrice { amount currency } resellerPrice { amount currency } } } }`,
}

type Kind = keyof typeof questions

/** A row of an export, by the names of its columns. */
export type Row = Readonly<Record<string, string>>

/** The rows of a file, by the names of their columns. */
export function asRecords(text: string): readonly Row[] {
  const [header = [], ...rows] = readCsv(text.replace(/^\ufeff/, ''))
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])))
}

interface Asked {
  readonly persona: string
  readonly kind: Kind
  readonly ids: readonly string[]
}

/** The same rows by GraphQL, under the names of the columns. */
export async function asked(gateway: RunningGateway, { persona, kind, ids }: Asked): Promise<readonly Row[]> {
  const query = questions[kind].replace('CLIENTS', JSON.stringify(ids))
  const { body } = await gateway.post({ query }, await gateway.headersOf(persona))
  expect(body.errors).toBeUndefined()
  return body.data.page.nodes.flatMap((node: object) => columnsOf[kind](node))
}

/* eslint-disable @typescript-eslint/no-explicit-any -- the answer is JSON; what it should be is asserted */
const said = (value: string | number | boolean | null | undefined): string => String(value ?? '')

const columnsOf: { readonly [kind in Kind]: (node: any) => readonly Row[] } = {
  INVOICES: (one) => [
    {
      issuedOn: said(one.issuedOn),
      kind: 'INVOICE',
      number: said(one.number),
      invoice: said(one.number),
      dueOn: said(one.dueOn),
      paidOn: said(one.paidOn),
      status: said(one.status),
      ...partiesOf(one),
      description: one.lines.map((line: any) => line.description).join('; '),
      net: said(one.net?.amount),
      vatRate: said(one.vatRate),
      vat: said(one.vat?.amount),
      gross: said(one.gross?.amount),
      amountDue: said(one.amountDue?.amount),
      currency: said(one.net?.currency),
    },
    // The demo world credits whole invoices only, at one rate: net and VAT are those of the invoice.
    ...one.creditNotes.map((note: any) => ({
      issuedOn: said(note.issuedOn),
      kind: 'CREDIT_NOTE',
      number: said(note.number),
      invoice: said(one.number),
      dueOn: '',
      paidOn: '',
      status: '',
      ...partiesOf(one),
      description: said(note.reason),
      net: `-${said(one.net?.amount)}`,
      vatRate: said(one.vatRate),
      vat: `-${said(one.vat?.amount)}`,
      gross: `-${said(note.amount?.amount)}`,
      amountDue: '',
      currency: said(one.net?.currency),
    })),
  ],
  CASHBACK: (one) => {
    const entry = (bookedOn: string, kind: string, sign: string): Row => ({
      bookedOn,
      kind,
      status: said(one.status),
      client: said(one.client?.id),
      clientName: said(one.clientName),
      product: said(one.product?.id),
      productName: said(one.product?.name),
      creditedOn: said(one.creditedOn),
      amount: `${sign}${said(one.amount?.amount)}`,
      currency: said(one.amount?.currency),
    })
    const takenBack = one.reversedOn === null ? [] : [entry(said(one.reversedOn), 'TAKEN_BACK', '-')]
    return [entry(said(one.creditedOn), 'CASHBACK', ''), ...takenBack]
  },
  RENEWALS: (one) => [
    {
      expiresOn: said(one.expiresOn),
      product: said(one.id),
      productName: said(one.name),
      category: said(one.category),
      status: said(one.status),
      client: said(one.organisation?.id),
      clientName: said(one.organisation?.name),
      autoRenew: said(one.autoRenew),
      payer: said(one.payer?.id),
      payerName: said(one.payer?.name),
      publicPrice: said(one.publicPrice?.amount),
      resellerPrice: said(one.resellerPrice?.amount),
      currency: said(one.publicPrice?.currency ?? one.resellerPrice?.currency),
    },
  ],
}

function partiesOf(one: any): Row {
  return {
    client: said(one.client?.id),
    clientName: said(one.clientName),
    payer: said(one.billedOrganisation?.id),
    payerName: said(one.billedName),
  }
}

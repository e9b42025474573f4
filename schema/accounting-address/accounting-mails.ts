import { parse } from 'graphql'
import { z } from 'zod'
import { type Principal, type SIGNED_OUT } from '../../src/policy/principal'
import { systemTransaction } from '../../src/write/outside'
import { type OutgoingMailRequest } from '../../src/write/transaction'
import { ChangeKind } from '../change/change-kind'
import { type FollowUpParts, type StoredChange } from '../change/follow-up'
import { invoiceAttachment } from '../invoice/pdf/invoice-attachment'
import { Role } from '../membership/role'

/**
 * Whoever reads an accounting address sees what a collaborator with accounting sees of the invoices of the Organisation, and is
 * no User. INVARIANT: what goes to the address is read as this principal.
 */
export function accountingReader(organisation: number): Principal {
  const nobody: typeof SIGNED_OUT = {
    user: null,
    organisation: { id: organisation },
    membership: null,
    partner: null,
    role: Role.COLLABORATOR,
    accounting: true,
    scopes: [],
    token: false,
    staff: null,
  }
  return nobody
}

const question = parse(`query ForAccounting($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Invoice { number billedName billedOrganisation { name } creditNotes { number } } } }`)

const answer = z.object({
  // As many as were asked for; null where the invoice may not be seen.
  nodes: z.array(
    z
      .object({
        number: z.string(),
        // The first invoices keep no name of their own, and the name of an Organisation is for its people.
        billedName: z.string().nullable(),
        billedOrganisation: z.object({ name: z.string() }).nullable(),
        creditNotes: z.array(z.object({ number: z.string() })),
      })
      .nullable(),
  ),
})

/** The mails to accounting addresses that follow from changes, each with the invoice as a PDF. */
export async function accountingMails(
  { dependencies, readFor }: FollowUpParts,
  now: Date,
  changes: readonly StoredChange[],
): Promise<readonly OutgoingMailRequest[]> {
  const about = changes.filter(({ declared }) => declared.toAccounting === true)
  const organisations = [...new Set(about.flatMap(({ organisation }) => organisation ?? []))]
  if (organisations.length === 0) return []
  const addresses = await systemTransaction(dependencies, now, ({ manager }) =>
    manager.query<readonly AddressRow[]>(
      `SELECT a.organisation_id, a.email, u.locale FROM accounting_addresses a JOIN users u ON u.id = a.asked_by_id
       WHERE a.email IS NOT NULL AND a.organisation_id IN (${organisations.map(() => '?').join(', ')})`,
      organisations,
    ),
  )
  const mails: OutgoingMailRequest[] = []
  for (const { organisation_id: organisation, email: to, locale } of addresses) {
    const own = about.filter((one) => one.organisation === organisation)
    const ids = own.map(({ subject }) => subject)
    const { nodes } = answer.parse(await readFor(accountingReader(organisation), now)(question, { ids }))
    for (const [index, change] of own.entries()) {
      const invoice = nodes[index] ?? null
      if (invoice === null) continue
      const note = invoice.creditNotes.find(({ number }) => number === change.mark)?.number
      const { number, billedName, billedOrganisation } = invoice
      const organisationName = billedName ?? billedOrganisation?.name
      if (organisationName === undefined) continue
      const facts = { organisation: organisationName, number }
      const attachment = invoiceAttachment(change.subject, organisation)
      if (change.kind === ChangeKind.INVOICE_ISSUED)
        mails.push({ to, locale, template: 'invoice-for-accounting', data: facts, attachment })
      else if (note !== undefined)
        mails.push({
          ...{ to, locale, attachment },
          template: 'credit-note-for-accounting',
          data: { ...facts, note },
        })
    }
  }
  return mails
}

interface AddressRow {
  readonly organisation_id: number
  readonly email: string
  readonly locale: string
}

import { createHash } from 'node:crypto'
import { nouns } from '../../../declared'
import { type TableRows } from '../../world-database'
import { demoTokenOf } from '../demo-token'
import { type DemoFixture } from '../fixture'
import { daysLater, type Draft, draftOf, named, storedInstantText } from './draft'
import { writeIncome } from './income'
import { writeInvoices } from './invoices'
import { writeMandates, writeMemberInvitations } from './mandates'
import { writeOrders, writeProducts } from './orders'
import { writePeople } from './people'

/** The stories as rows, and the external id behind every name. */
export interface CompiledWorld {
  readonly tables: readonly TableRows[]
  /** `invoice/lakeside-before-switch` → `Invoice:4`. */
  readonly names: ReadonlyMap<string, string>
}

/** Works out everything the stories imply. Throws where they contradict themselves. */
export function compile(fixtures: readonly DemoFixture[]): CompiledWorld {
  const draft = draftOf(fixtures)
  writePeople(draft)
  writeMandates(draft)
  writeAccessRequests(draft)
  writeProducts(draft)
  writeOrders(draft)
  writeIncome(draft, writeInvoices(draft))
  writeDataProtection(draft)
  writeMemberInvitations(draft)
  writePrograms(draft)
  writeAuditEntries(draft)
  for (const noun of nouns) noun.demo?.(draft)
  return { tables: draft.rows.tableRows(), names: draft.names.externalIds() }
}

/** What people gave their programs. The secrets are those of `demo-token.ts`. */
function writePrograms({ names, rows, fixture }: Draft): void {
  for (const [name, spec] of Object.entries(fixture.apiTokens)) {
    const membership = fixture.memberships[spec.membership]
    if (membership === undefined) throw new Error(`The demo world has no membership ${spec.membership}.`)
    const secret = demoTokenOf(name)
    rows.add('api_tokens', {
      id: names.add('api-token', name),
      user_id: names.of('user', membership.user),
      organisation_id: names.of('organisation', membership.organisation),
      application: spec.application,
      prefix: secret.slice(0, 12),
      token_hash: digestOf(secret),
      scopes: spec.scopes.join(' '),
      created_at: storedInstantText(spec.createdAt),
      expires_at: null,
      last_used_at: null,
      revoked_at: null,
    })
  }
  for (const [name, spec] of Object.entries(fixture.applicationPasswords)) {
    rows.add('application_passwords', {
      id: names.add('application-password', name),
      user_id: names.of('user', spec.user),
      name: spec.name,
      prefix: 'mdp_demo-wor',
      // Of nothing anybody could send: nothing in the demo world is opened with it.
      secret_hash: digestOf(`nothing/${name}`),
      created_at: storedInstantText(spec.createdAt),
      last_used_at: null,
      revoked_at: null,
    })
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What Partners asked for, as they see it themselves: written the same where nobody has the address. */
function writeAccessRequests({ names, rows, fixture }: Draft): void {
  for (const [name, spec] of Object.entries(fixture.accessRequests)) {
    rows.add('access_requests', {
      id: names.add('access-request', name),
      partner_id: names.of('partner', spec.partner),
      client_name: spec.clientName,
      client_email: spec.clientEmail,
      partner_access: spec.access,
      payment_mode: spec.mode ?? null,
      status: spec.closedAt === undefined ? 'PENDING' : 'EXPIRED',
      asked_by_id: names.of('user', spec.askedBy),
      asked_at: storedInstantText(spec.askedAt),
      expires_at: storedInstantText(daysLater(spec.askedAt, 30)),
      closed_at: spec.closedAt === undefined ? null : storedInstantText(spec.closedAt),
      delivered_at: storedInstantText(spec.askedAt),
      partnership_id: names.ofOptional('partnership', spec.partnership),
    })
  }
}

/** What is written about who did what; of most things the demo world tells, nothing is. */
function writeAuditEntries({ names, rows, fixture }: Draft): void {
  for (const [name, spec] of Object.entries(fixture.auditEntries)) {
    const [type, kind, subject] = spec.subject
    rows.add('audit_entries', {
      id: names.add('audit-entry', name),
      happened_at: storedInstantText(spec.at),
      user_id: names.ofOptional('user', spec.user),
      organisation_id: names.ofOptional('organisation', spec.organisation),
      acting_organisation_id: names.ofOptional('organisation', spec.actingIn),
      action: spec.action,
      subject_type: type,
      subject_id: names.of(kind, subject),
      detail: JSON.stringify(spec.detail),
    })
  }
}

/** What staff of the provider looked at, whom they told, and what was reported to them. */
function writeDataProtection({ names, rows, fixture }: Draft): void {
  for (const [name, spec] of Object.entries(fixture.supportVisits)) {
    rows.add('support_visits', {
      id: names.add('support-visit', name),
      organisation_id: names.of('organisation', spec.organisation),
      staff_id: names.of('user', spec.staff),
      reason: spec.reason,
      opened_at: storedInstantText(spec.openedAt),
      expires_at: storedInstantText(spec.expiresAt),
      closed_at: spec.closedAt === undefined ? null : storedInstantText(spec.closedAt),
    })
  }
  for (const [name, spec] of Object.entries(fixture.breachNotices)) {
    rows.add('breach_notices', {
      id: names.add('breach-notice', name),
      organisation_id: names.of('organisation', spec.organisation),
      organisation_name: named(fixture.organisations, spec.organisation).name,
      subject: spec.subject,
      message: spec.message,
      sent_at: storedInstantText(spec.sentAt),
      sent_by_id: names.of('user', spec.sentBy),
    })
  }
  for (const [name, spec] of Object.entries(fixture.irregularities)) {
    const id = names.add('irregularity-report', name)
    const receipt = createHash('sha256').update(`irregularity-${name}`).digest('hex')
    rows.add('irregularity_reports', { id, receipt_hash: receipt, received_on: spec.receivedOn })
    spec.messages.forEach(({ author, on, text }, index) => {
      rows.add('irregularity_messages', {
        id: names.add('irregularity-message', `${name}/${index + 1}`),
        report_id: id,
        author,
        text,
        written_on: on,
      })
    })
  }
}

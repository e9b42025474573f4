import { In } from 'typeorm'
import { globalId, parseGlobalId } from '../../src/read/cursor'
import { type Operation, type RowRef } from '../../src/write/operation'
import { type ActingTransaction } from '../../src/write/transaction'
import { lineOf, linesOf } from '../contact/contact-texts'
import { peopleToTellOf } from '../membership/remove-member'
import { Role } from '../membership/role'
import { Organisation } from '../organisation/organisation.entity'
import { refuse } from '../user-error/user-error'
import { BreachNotice } from './breach-notice.entity'
import { type SendBreachNoticeInput } from './breach-notice.resolver'

/** How many Organisations one mutation notifies. The schema says the same number. */
export const MOST_ORGANISATIONS = 100
const MOST = { subject: 200, message: 10_000 } as const

/**
 * A compliance officer notifies Organisations of a breach. Each notice is stored, visible to its Organisation, and mailed
 * to the owners. INVARIANT: one transaction, so that either all Organisations are notified or none.
 */
export const sendBreachNotice: Operation<SendBreachNoticeInput> = {
  name: 'sendBreachNotice',
  by: 'signed in',
  run: async (tx, input) => {
    const myself = globalId('User', tx.principal.user?.id ?? 0)
    const officer = await tx.target('User', myself, 'userId')
    await tx.authorise('sendBreachNotice', 'User', officer)
    const subject = lineOf(input.subject.replace(/\s+/gu, ' '), { field: 'subject', most: MOST.subject })
    const message = linesOf(input.message, { field: 'message', most: MOST.message })
    const notices: RowRef[] = []
    const organisations = await concerned(tx, input.concernedOrganisations)
    const owners = await peopleToTellOf(
      tx,
      organisations.map(({ id }) => id),
      [Role.OWNER],
    )
    for (const organisation of organisations) {
      const { identifiers } = await tx.manager.insert(BreachNotice, {
        organisation: { id: organisation.id },
        organisationName: organisation.name,
        subject,
        message,
        sentAt: tx.now,
        sentBy: { id: officer },
      })
      const key = Number(identifiers[0]?.['id'])
      notices.push({ type: 'BreachNotice', key })
      await tx.audit({
        action: 'breach notice sent',
        subject: { type: 'BreachNotice', key },
        organisation: organisation.id,
        detail: { subject },
      })
      for (const { email, locale } of owners.get(organisation.id) ?? []) {
        const data = { organisation: organisation.name, subject, message }
        await tx.mail({ to: email, template: 'breach-notice', locale, data })
      }
    }
    return { breachNotices: notices }
  },
}

/** Each once, by ascending id. */
async function concerned(tx: ActingTransaction, ids: readonly string[]): Promise<readonly Organisation[]> {
  const field = 'concernedOrganisations'
  if (ids.length === 0 || ids.length > MOST_ORGANISATIONS) {
    throw refuse('BAD_USER_INPUT', 'NOBODY_TO_TELL', { field, facts: { most: MOST_ORGANISATIONS } })
  }
  const keys = ids.map((id) => {
    const parsed = parseGlobalId(id)
    return parsed?.type === 'Organisation' ? parsed.key : 0
  })
  const found = await tx.manager.find(Organisation, { where: { id: In(keys) }, order: { id: 'ASC' } })
  const known = new Set(found.map(({ id }) => id))
  const place = keys.findIndex((key) => !known.has(key)) + 1
  if (place > 0) throw refuse('NOT_FOUND', 'UNKNOWN_ORGANISATION', { field, facts: { place } })
  return found
}

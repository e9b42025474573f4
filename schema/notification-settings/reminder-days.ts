import { type Transaction } from '../../src/write/transaction'
import { type Addressee } from '../membership/remove-member'

/** Whoever pays hears so many days before of what renews itself, and can stop it. Of anything else nobody is reminded so early. */
export const BEFORE_IT_RENEWS = 30

/** How many days before the due date a reminder can be sent; the nearest first, so that a late run sends one. */
export const REMINDER_DAYS = [1, 7, 14, BEFORE_IT_RENEWS] as const

/** A reminder that is due now, and the one that was sent before it; null if none was. */
interface DueReminder {
  readonly days: number
  readonly sentBefore: number | null
}

/**
 * Those of these people who want this reminder. WHY by what was sent before: a late run sends one reminder in place of several,
 * and reaches whoever wanted any of them.
 */
export async function whoWantsReminder<Person extends Addressee>(
  { manager }: Pick<Transaction, 'manager'>,
  people: readonly Person[],
  { days, sentBefore }: DueReminder,
): Promise<readonly Person[]> {
  if (people.length === 0) return []
  const rows = await manager.query<readonly { readonly email: string; readonly reminder_days: string }[]>(
    `SELECT u.email, s.reminder_days FROM notification_settings s JOIN users u ON u.id = s.user_id
     WHERE u.email IN (${people.map(() => '?').join(', ')})`,
    people.map(({ email }) => email),
  )
  const chosen = new Map(rows.map((row) => [row.email, row.reminder_days.split(' ').map(Number)]))
  return people.filter(({ email }) => {
    const wanted = chosen.get(email) ?? REMINDER_DAYS
    return wanted.some((one) => one >= days && (sentBefore === null || one < sentBefore))
  })
}

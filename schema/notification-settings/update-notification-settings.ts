import { type Operation } from '../../src/write/operation'
import { ChangeKind } from '../change/change-kind'
import { personally } from '../credentials/shared-by-credentials'
import { refuse } from '../user-error/user-error'
import { NotificationSettings } from './notification-settings.entity'
import { type UpdateNotificationSettingsInput } from './notification-settings.resolver'
import { REMINDER_DAYS } from './reminder-days'

/** A person chooses of what they get mails, and how early they are reminded. What an input leaves out stays as it is. */
export const updateNotificationSettings: Operation<UpdateNotificationSettingsInput> = {
  name: 'updateNotificationSettings',
  by: 'signed in',
  run: async (tx, { muted, reminderDays }) => {
    const user = personally(tx)
    await tx.lock('users', [user])
    const before = await tx.manager.findOneBy(NotificationSettings, { user: { id: user } })
    const chosen = {
      muted: muted === undefined || muted === null ? (before?.muted ?? '') : words(muted),
      reminderDays: daysOf(reminderDays) ?? before?.reminderDays ?? words(REMINDER_DAYS),
    }
    const key = before?.id ?? (await insert())
    if (before !== null) await tx.manager.update(NotificationSettings, key, chosen)
    await tx.audit({
      action: 'notifications chosen',
      subject: { type: 'NotificationSettings', key },
      organisation: null,
    })
    return { notificationSettings: { type: 'NotificationSettings', key } }

    async function insert(): Promise<number> {
      const { identifiers } = await tx.manager.insert(NotificationSettings, { user: { id: user }, ...chosen })
      return Number(identifiers[0]?.['id'])
    }
  },
}

function daysOf(days: readonly number[] | null | undefined): string | undefined {
  if (days === null || days === undefined) return undefined
  const known: readonly number[] = REMINDER_DAYS
  if (days.some((one) => !known.includes(one))) {
    const most = REMINDER_DAYS.join(', ')
    throw refuse('BAD_USER_INPUT', 'NOT_A_REMINDER', { field: 'reminderDays', facts: { most } })
  }
  return words(days)
}

/** Each once, in the order of the catalogue. */
function words(chosen: readonly (string | number)[]): string {
  const all = [...Object.values(ChangeKind), ...REMINDER_DAYS]
  return all.filter((one) => chosen.includes(one)).join(' ')
}

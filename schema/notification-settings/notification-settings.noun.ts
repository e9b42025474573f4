import { noun } from '../noun'
import { own } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { NotificationSettings1764000000221 } from './1764000000221-notification-settings'
import { NotificationSettings } from './notification-settings.entity'
import { NotificationSettingsResolver } from './notification-settings.resolver'

/** Why a choice of mails is refused. */
const notificationSettingsReasons = {
  NOT_A_REMINDER: {
    en: 'Reminders are sent these numbers of days ahead: {most}.',
    fr: 'Les rappels partent ce nombre de jours à l’avance : {most}.',
    de: 'Erinnerungen gehen so viele Tage im Voraus: {most}.',
    it: 'I promemoria partono con questo anticipo in giorni: {most}.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const notificationSettings = noun({
  name: 'notification-settings',
  entities: [NotificationSettings],
  resolvers: [NotificationSettingsResolver],
  migrations: [NotificationSettings1764000000221],
  reasons: notificationSettingsReasons,
  demo: ({ names, rows }) =>
    rows.add('notification_settings', {
      id: names.add('notification-settings', 'sophie-widmer'),
      user_id: names.of('user', 'sophie-widmer'),
      muted: 'CASHBACK_CREDITED',
      reminder_days: '7 14',
    }),
  personReferences: [
    {
      at: 'notification_settings.user_id',
      exported: own('notification-settings', 'muted', 'reminder_days'),
      erasure: 'deleted',
    },
  ],
  provenElsewhere: {
    updateNotificationSettings: 'is for whoever is signed in; test/guides/notifications proves it',
  },
  storedTexts: {
    'notification_settings.muted': 'Deleted with the account',
    'notification_settings.reminder_days': 'Deleted with the account',
  },
  leastRows: [['notification_settings', { id: 1, user_id: 1, muted: '', reminder_days: '14' }]],
  violations: [
    {
      rule: 'one choice of mails for each User',
      constraint: 'notification_settings_of_user',
      statement: 'COPY notification_settings WHERE id = 1',
    },
  ],
})

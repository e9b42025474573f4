import { noun } from '../noun'
import { renewalsCalendar } from './renewals-calendar'

export const renewalsCalendarNoun = noun({
  name: 'renewals-calendar',
  downloads: ({ name, publicUrl }) => [renewalsCalendar(name, publicUrl)],
})

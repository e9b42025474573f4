import { noun } from '../noun'
import { renewalsCalendar } from './renewals-calendar'

export const renewalsCalendarNoun = noun({
  name: 'renewals-calendar',
  downloads: ({ name }) => [renewalsCalendar(name)],
})

import ical, { ICalEventTransparency } from 'ical-generator'
import type { Download } from '../../src/server/downloads/download'
import { localeOf } from '../../src/services/mail-templates/locale'
import { calendarWords } from './calendar-words'
import { type DueProduct, type Dues, readDues } from './due-product'

/**
 * `/calendar/renewals.ics?organisation=Organisation:12`: an all-day entry for each renewal due, for a calendar that
 * subscribes with an application password.
 * INVARIANT: a product keeps its entry (its UID) when it is renewed: the entry moves. No price is ever in it.
 */
export function renewalsCalendar(provider: string): Download {
  return {
    path: /^\/calendar\/renewals\.ics$/,
    simpleClients: true,
    tried: () => ['/calendar/renewals.ics'],
    async open({ query, now, read }) {
      const [unknown] = query.keys()
      if (unknown !== undefined) {
        return { kind: 'refused', code: 'BAD_USER_INPUT', message: 'Only `organisation` is known here.' }
      }
      const body = Buffer.from(written(await readDues(read), { provider, now }), 'utf8')
      return { kind: 'file', name: 'renewals.ics', type: 'text/calendar; charset=utf-8', body }
    },
  }
}

function written({ locale, products }: Dues, at: { readonly provider: string; readonly now: Date }): string {
  const words = calendarWords[localeOf(locale)]
  const calendar = ical({
    name: oneLine(words.title.replace('{provider}', () => at.provider)),
    prodId: { company: 'mandate', product: 'renewals' },
    ttl: 6 * 60 * 60,
  })
  for (const product of products) {
    calendar.createEvent({
      id: `renewal-${product.id.replace(':', '-')}`,
      // A day, whatever the time zone: the entry is read by its date alone.
      start: `${product.expiresOn}T00:00:00.000Z`,
      allDay: true,
      stamp: at.now,
      summary: oneLine(words.due.replace('{product}', () => titleOf(product))),
      transparency: ICalEventTransparency.TRANSPARENT,
    })
  }
  return `${calendar.toString()}\r\n`
}

function titleOf({ name, organisation }: DueProduct): string {
  return organisation === null ? name : `${name} (${organisation})`
}

/** WHY: a line break in a name would begin a line of the file; what else it may not hold, the library escapes. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
}

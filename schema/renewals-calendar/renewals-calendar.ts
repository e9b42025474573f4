import { parse } from 'graphql'
import ical, { ICalAlarmType, ICalEventTransparency } from 'ical-generator'
import { z } from 'zod'
import { pageOf } from '../change/page-of'
import { type Download, type DownloadQuery, type ReadAs } from '../../src/http/download'
import { type Locale, localeOf } from '../../src/platform/mail/language'

/**
 * `/calendar/renewals.ics?organisation=Organisation:12`: an all-day entry for each renewal due, for a calendar that
 * subscribes with an application password.
 * INVARIANT: a product keeps its entry (its UID) when it is renewed: the entry moves. No price is ever in it.
 */
export function renewalsCalendar(provider: string, publicUrl?: string): Download {
  return {
    path: /^\/calendar\/renewals\.ics$/,
    simpleClients: true,
    tried: () => ['/calendar/renewals.ics'],
    async open({ query, now, read }) {
      const [unknown] = query.keys()
      if (unknown !== undefined) {
        return { kind: 'refused', code: 'BAD_USER_INPUT', message: 'Only `organisation` is known here.' }
      }
      const body = Buffer.from(written(await readDues(read), { provider, now, publicUrl }), 'utf8')
      return { kind: 'file', name: 'renewals.ics', type: 'text/calendar; charset=utf-8', body }
    },
  }
}

/** What a calendar is written with. */
interface CalendarParts {
  readonly provider: string
  readonly now: Date
  /** Where browsers reach this installation; without it entries have no link. */
  readonly publicUrl: string | undefined
}

/** Calendars remind a week ahead, at nine in the morning of the reader's own day. */
const SECONDS_AHEAD = 7 * 86_400 - 9 * 3_600

function written({ locale, products }: Dues, at: CalendarParts): string {
  const words = calendarWords[localeOf(locale)]
  const calendar = ical({
    name: oneLine(words.title.replace('{provider}', () => at.provider)),
    prodId: { company: 'mandate', product: 'renewals' },
    ttl: 6 * 60 * 60,
  })
  for (const product of products) {
    const event = calendar.createEvent({
      id: `renewal-${product.id.replace(':', '-')}`,
      // A day, whatever the time zone: the entry is read by its date alone.
      start: `${product.expiresOn}T00:00:00.000Z`,
      allDay: true,
      stamp: at.now,
      summary: oneLine(words.due.replace('{product}', () => titleOf(product))),
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(product.payer === null
        ? {}
        : { description: oneLine(words.payer.replace('{payer}', () => product.payer ?? '')) }),
      ...(at.publicUrl === undefined ? {} : { url: `${at.publicUrl}${pageOf(product.id)}` }),
    })
    event.createAlarm({
      type: ICalAlarmType.display,
      triggerBefore: SECONDS_AHEAD,
      description: event.summary(),
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

/** A product and the day it is due. */
interface DueProduct {
  readonly id: string
  readonly name: string
  readonly expiresOn: string
  /** On whose Organisation it is installed, where that may be known. */
  readonly organisation: string | null
  /** Who pays for it, where that may be known. */
  readonly payer: string | null
}

/** What a calendar holds: whom it is for, and what is due. */
interface Dues {
  readonly locale: string
  readonly products: readonly DueProduct[]
}

const PAGE = 500
/** WHY: a calendar is read whole; one of more entries is of no use to anybody. */
const MOST = 20_000

/** WHY neither filtered nor ordered by the day: who may never see it gets an empty calendar, not a refusal. */
const question: DownloadQuery = {
  largestPage: PAGE,
  document: parse(`
    query RenewalsCalendar($first: Int!, $after: String) {
      viewer { user { locale } }
      page: products(first: $first, after: $after) {
        nodes { id name status expiresOn organisation { name } payer { name } }
        pageInfo { hasNextPage endCursor }
      }
    }`),
}

/** Every product whose due date the principal may read. */
async function readDues(read: ReadAs): Promise<Dues> {
  const products: DueProduct[] = []
  let locale = 'en'
  let after: string | null = null
  do {
    const { viewer, page }: Answer = answer.parse(await read(question, { first: PAGE, after }))
    locale = viewer.user?.locale ?? locale
    for (const { id, name, status, expiresOn, organisation, payer } of page.nodes) {
      if (name === null || expiresOn === null || status === 'ENDED') continue
      const names = { organisation: organisation?.name ?? null, payer: payer?.name ?? null }
      products.push({ id, name, expiresOn, ...names })
    }
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null && products.length < MOST)
  return { locale, products }
}

const text = z.string().nullable()

const answer = z.object({
  viewer: z.object({ user: z.object({ locale: text }).nullable() }),
  page: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        name: text,
        status: text,
        expiresOn: text,
        organisation: z.object({ name: text }).nullable(),
        payer: z.object({ name: text }).nullable(),
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: text }),
  }),
})

type Answer = z.infer<typeof answer>

/** What a calendar says, in the language of who subscribes. `{product}`, `{payer}` and `{provider}` stand for names. */
const calendarWords: Readonly<
  Record<Locale, { readonly title: string; readonly due: string; readonly payer: string }>
> = {
  en: { title: 'Renewals at {provider}', due: 'Renewal due: {product}', payer: 'Paid by {payer}' },
  fr: { title: 'Échéances chez {provider}', due: 'Échéance : {product}', payer: 'Payé par {payer}' },
  de: {
    title: 'Verlängerungen bei {provider}',
    due: 'Verlängerung fällig: {product}',
    payer: 'Bezahlt von {payer}',
  },
  it: { title: 'Rinnovi presso {provider}', due: 'Rinnovo in scadenza: {product}', payer: 'Paga {payer}' },
}

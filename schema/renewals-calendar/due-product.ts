import { parse } from 'graphql'
import { z } from 'zod'
import type { Question, ReadAs } from '../../src/server/downloads/download'

/** A product and the day it is due. */
export interface DueProduct {
  readonly id: string
  readonly name: string
  readonly expiresOn: string
  /** On whose Organisation it is installed, where that may be known. */
  readonly organisation: string | null
}

/** What a calendar holds: whom it is for, and what is due. */
export interface Dues {
  readonly locale: string
  readonly products: readonly DueProduct[]
}

const PAGE = 500
/** WHY: a calendar is read whole; one of more entries is of no use to anybody. */
const MOST = 20_000

/** WHY neither filtered nor ordered by the day: who may never see it gets an empty calendar, not a refusal. */
const question: Question = {
  largestPage: PAGE,
  document: parse(`
    query RenewalsCalendar($first: Int!, $after: String) {
      viewer { user { locale } }
      page: products(first: $first, after: $after) {
        nodes { id name status expiresOn organisation { name } }
        pageInfo { hasNextPage endCursor }
      }
    }`),
}

/** Every product that who asks may know to be due. */
export async function readDues(read: ReadAs): Promise<Dues> {
  const products: DueProduct[] = []
  let locale = 'en'
  let after: string | null = null
  do {
    const { viewer, page }: Answer = answer.parse(await read(question, { first: PAGE, after }))
    locale = viewer.user?.locale ?? locale
    for (const { id, name, status, expiresOn, organisation } of page.nodes) {
      if (name === null || expiresOn === null || status === 'ENDED') continue
      products.push({ id, name, expiresOn, organisation: organisation?.name ?? null })
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
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: text }),
  }),
})

type Answer = z.infer<typeof answer>

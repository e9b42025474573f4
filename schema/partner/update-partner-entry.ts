import { In } from 'typeorm'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction } from '../../src/write/transaction'
import { countryOf } from '../address/address'
import { emailOf, lineOf, lineOrNothing, linesOf, phoneOf } from '../contact/contact-texts'
import { Membership } from '../membership/membership.entity'
import { refuse } from '../user-error/user-error'
import { Partner } from './partner.entity'
import { type UpdatePartnerEntryInput } from './partner.resolver'

/**
 * Changes what a Partner says of itself in the directory, and by whose addresses it is found there. What the input leaves
 * out stays. Level, rates and whether it is listed are the provider's.
 */
export const updatePartnerEntry: Operation<UpdatePartnerEntryInput> = {
  name: 'updatePartnerEntry',
  by: 'signed in',
  run: async (tx, input) => {
    const key = await tx.target('Partner', input.partnerId, 'partnerId')
    await tx.authorise('updateEntry', 'Partner', key)
    const before = await tx.manager.findOneByOrFail(Partner, { id: key })
    const after = entryAfter(before, input)
    const names = (Object.keys(after) as (keyof typeof after)[]).filter(
      (name) => after[name] !== before[name],
    )
    if (names.length > 0) await tx.manager.update(Partner, key, after)
    const published = await publish(tx, key, input)
    const changed = [...names, ...(published ? ['publishedMembers'] : [])]
    if (changed.length === 0) throw refuse('CONFLICT', 'UNCHANGED')
    await tx.audit({
      action: 'directory entry changed',
      subject: { type: 'Partner', key },
      organisation: key,
      detail: { changed },
    })
    return { partner: { type: 'Partner', key } }
  },
}

type Entry = Pick<
  Partner,
  | 'displayName'
  | 'website'
  | 'description'
  | 'logoUrl'
  | 'country'
  | 'languages'
  | 'contactEmail'
  | 'contactPhone'
>

function entryAfter(before: Partner, input: UpdatePartnerEntryInput): Entry {
  const { displayName, website, description, logoUrl, country, languages, contactEmail, contactPhone } = input
  if (displayName === null) throw refuse('BAD_USER_INPUT', 'EMPTY', { field: 'displayName' })
  return {
    displayName:
      displayName === undefined
        ? before.displayName
        : lineOf(displayName, { field: 'displayName', most: 200 }),
    website: website === undefined ? before.website : addressOnTheWeb(website, 'website'),
    description: description === undefined ? before.description : textOrNothing(description),
    logoUrl: logoUrl === undefined ? before.logoUrl : addressOnTheWeb(logoUrl, 'logoUrl'),
    country: country === undefined ? before.country : given(country, (one) => countryOf(one, 'country')),
    languages: languages === undefined ? before.languages : languagesOf(languages),
    contactEmail:
      contactEmail === undefined
        ? before.contactEmail
        : given(contactEmail, (one) => emailOf(one, 'contactEmail')),
    contactPhone: contactPhone === undefined ? before.contactPhone : phoneOf(contactPhone, 'contactPhone'),
  }
}

function given(text: string | null, read: (text: string) => string): string | null {
  return text === null || text.trim() === '' ? null : read(text)
}

function textOrNothing(text: string | null): string | null {
  return given(text, (one) => linesOf(one, { field: 'description', most: 2000 }))
}

/** WHY https alone: what browsers of clients load or open must not be changed on its way, nor run as a script. */
function addressOnTheWeb(text: string | null, field: string): string | null {
  const line = lineOrNothing(text, { field, most: 500 })
  if (line === null) return null
  const url = URL.canParse(line) ? new URL(line) : null
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.href.length > 500) {
    throw refuse('BAD_USER_INPUT', 'NOT_A_WEB_ADDRESS', { field })
  }
  return url.href
}

const MOST_LANGUAGES = 20

function languagesOf(languages: readonly string[] | null): string | null {
  const sorted = [...new Set(languages ?? [])].sort()
  if (sorted.length > MOST_LANGUAGES || sorted.some((one) => !/^[a-z]{2}$/.test(one))) {
    throw refuse('BAD_USER_INPUT', 'NOT_LANGUAGES', { field: 'languages' })
  }
  return sorted.length === 0 ? null : sorted.join(' ')
}

/** Publishes the addresses of these members and of no others. Whether anything changed. */
async function publish(
  tx: ActingTransaction,
  organisation: number,
  { publishedMemberIds: ids }: UpdatePartnerEntryInput,
): Promise<boolean> {
  if (ids === undefined) return false
  const keys = await tx.named('Membership', ids ?? [], 'publishedMemberIds')
  const members = await tx.manager.findBy(Membership, { organisation: { id: organisation } })
  const own = new Set(members.map(({ id }) => id))
  if (keys.some((key) => !own.has(key))) {
    throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'publishedMemberIds' })
  }
  const wanted = new Set(keys)
  const changed = members.filter(({ id, inDirectory }) => inDirectory !== wanted.has(id))
  for (const inDirectory of [true, false]) {
    const of = changed.filter(({ id }) => wanted.has(id) === inDirectory).map(({ id }) => id)
    if (of.length > 0) await tx.manager.update(Membership, { id: In(of) }, { inDirectory })
  }
  return changed.length > 0
}

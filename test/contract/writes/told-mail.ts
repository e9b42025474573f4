import { isDeepStrictEqual } from 'node:util'
import { personaPrincipal } from '../../../src/cli/policy/current-database'
import { type MailName } from '../../../schema/mail-data'
import { bindPolicy } from '../../../src/policy/compile/class-policy'
import { neededPaths } from '../../../src/policy/condition-paths'
import { decide } from '../../../src/policy/evaluate/decide'
import { readFacts } from '../../../src/read/read-facts'
import { NOON } from '../../support/real-engine'
import { type Row, type Stage } from './stage'

/** A mail as it left, and what of it its addressee may not know. */
export interface ToldMail {
  readonly to: string
  readonly template: string
  readonly data: Readonly<Record<string, unknown>>
  /** Empty where everything is the addressee's to know. */
  readonly tooMuch: readonly string[]
}

/** Which side of a mandate a mail of a mutation goes to. A mail that is not here comes from jobs only. */
const sides: Readonly<Partial<Record<MailName, readonly ('client' | 'partner')[]>>> = {
  invitation: ['partner'],
  'invitation-resent': ['partner'],
  'invitation-accepted': ['client'],
  'invitation-refused': ['client'],
  'access-granted': ['partner'],
  'access-refused': ['partner'],
  'partnership-ended': ['client', 'partner'],
  'payment-mode-changed': ['partner'],
}

/** The fields of a mandate that a fact of a mail tells; those of a link and of days told anew are no secret. */
const tells: Readonly<Record<string, readonly string[]>> = {
  client: ['clientName'],
  partner: ['partner'],
  offer: ['partnerAccess', 'paymentMode'],
  mode: ['paymentMode'],
  products: ['productCount'],
  endedBy: ['status'],
  endedOn: ['endedAt'],
  changedOn: [],
  expiresOn: [],
  link: [],
}

interface Around {
  readonly audits: readonly Row[]
  readonly target: Row
}

/** Looks at a mail with the rights of who gets it, acting in the Organisation it is sent to, as they are now. */
export async function toldMail(stage: Stage, mail: Row, around: Around): Promise<ToldMail> {
  const to = String(mail['recipient'])
  const template = String(mail['template'])
  const data = JSON.parse(String(mail['data'])) as Readonly<Record<string, unknown>>
  const reported = { to, template, data }
  if (template === 'holder-change')
    return { ...reported, tooMuch: await aboutHolder(stage, reported, around.target) }
  if (template === 'member-removed')
    return { ...reported, tooMuch: await aboutRemoval(stage, reported, around.target) }
  if (template === 'member-changed')
    return { ...reported, tooMuch: await aboutMembership(stage, reported, around.target) }
  if (template.startsWith('member-invitation')) {
    return { ...reported, tooMuch: await aboutInvitation(stage, reported, around.audits) }
  }
  return { ...reported, tooMuch: await aboutMandate(stage, reported, around) }
}

/** WHY no policy: who gets it is known by the address alone; it tells the offer, and by whom. */
async function aboutInvitation(
  stage: Stage,
  { to, data }: Told,
  audits: readonly Row[],
): Promise<readonly string[]> {
  const find = async (table: string, key: unknown) =>
    (await stage.rows(table)).find(({ id }) => Number(id) === Number(key))
  const key = audits.find((entry) => entry['subject_type'] === 'MemberInvitation')?.['subject_id']
  const invitation = await find('member_invitations', key)
  const organisation = await find('organisations', invitation?.['organisation_id'])
  const inviter = await find('users', invitation?.['invited_by_id'])
  const said = Object.fromEntries(
    Object.entries(data).filter(([fact]) => fact !== 'expiresOn' && fact !== 'link'),
  )
  const right = {
    organisation: organisation?.['name'],
    inviter: inviter?.['name'],
    role: invitation?.['role'],
  }
  const problems = isDeepStrictEqual(said, right) ? [] : [`not the offer: ${JSON.stringify(said)}`]
  return invitation?.['email'] === to ? problems : [...problems, 'not to who is invited']
}

/** WHY no policy: a removed member may no longer act there. The mail names the Organisation, and nothing in it. */
async function aboutRemoval(stage: Stage, { to, data }: Told, target: Row): Promise<readonly string[]> {
  const users = await stage.rows('users')
  const organisations = await stage.rows('organisations')
  const right = users.find(({ id }) => id === target['user_id'])?.['email'] === to
  const name = organisations.find(({ id }) => id === target['organisation_id'])?.['name']
  return right && isDeepStrictEqual(data, { organisation: name })
    ? []
    : [`not theirs: ${JSON.stringify(data)}`]
}

/** WHY no policy: everybody knows what they are themselves; it tells the one who is changed, as it is now, and nobody else. */
async function aboutMembership(stage: Stage, { to, data }: Told, target: Row): Promise<readonly string[]> {
  const find = async (table: string, key: unknown) =>
    (await stage.rows(table)).find(({ id }) => Number(id) === Number(key))
  const membership = await find('memberships', target['id'])
  const user = await find('users', target['user_id'])
  const organisation = await find('organisations', target['organisation_id'])
  const { role } = membership ?? {}
  const billing =
    ['OWNER', 'ADMINISTRATOR'].includes(String(role)) || Number(membership?.['accounting']) === 1
  const right = { organisation: organisation?.['name'], role, accounting: billing ? 'YES' : 'NO' }
  return user?.['email'] === to && isDeepStrictEqual(data, right)
    ? []
    : [`not theirs: ${JSON.stringify(data)}`]
}

type Told = Omit<ToldMail, 'tooMuch'>

/** WHY no policy: who gets it need not be a User; it goes to the holder of the product and nobody else. */
async function aboutHolder(stage: Stage, { to, data }: Told, product: Row): Promise<readonly string[]> {
  const contacts = await stage.rows('contacts')
  const holder = contacts.find(({ id }) => id === product['holder_id'])
  const right = holder?.['email'] === to && data['holder'] === holder['name']
  return right && data['product'] === product['name'] ? [] : [`not the holder's: ${JSON.stringify(data)}`]
}

async function aboutMandate(stage: Stage, reported: Told, { audits }: Around): Promise<readonly string[]> {
  const key = Number(audits.find((entry) => entry['subject_type'] === 'Partnership')?.['subject_id'])
  const mandate = (await stage.rows('partnerships')).find(({ id }) => Number(id) === key)
  if (mandate === undefined) return ['no mandate']
  const known = Object.entries(sides).find(([template]) => template === reported.template)?.[1] ?? []
  const problems: string[][] = []
  for (const side of known) {
    const reads = await readerAt(stage, reported.to, { mandate, organisation: Number(mandate[`${side}_id`]) })
    if (reads === undefined) continue
    const fields = Object.keys(reported.data).flatMap((fact) => tells[fact] ?? [`unknown: ${fact}`])
    const hidden = fields.filter((field) => !reads(field))
    // The Partner knows the client by the name that the mandate keeps.
    const renamed = side === 'partner' && reported.data['client'] !== mandate['client_name']
    problems.push(renamed ? [...hidden, 'another name of the client'] : hidden)
  }
  return problems.find((hidden) => hidden.length === 0) ?? problems[0] ?? ['nobody of the side it goes to']
}

interface At {
  readonly mandate: Row
  readonly organisation: number
}

/** What somebody reads of a mandate, acting in an Organisation; undefined who cannot act there. */
async function readerAt(
  stage: Stage,
  email: string,
  { mandate, organisation }: At,
): Promise<((field: string) => boolean) | undefined> {
  const { model, policies } = stage.mandate
  const user = (await stage.rows('users')).find((one) => one['email'] === email)
  const ids = { user: Number(user?.['id'] ?? 0), organisation }
  const principal = await personaPrincipal(stage.database, { ids, email })
  if (principal === undefined) return undefined
  const bound = bindPolicy(policies, principal, NOON)
  const rules = policies.rules.filter(({ type }) => type === 'Partnership')
  const wanted = { type: 'Partnership', paths: neededPaths(rules.map(({ condition }) => condition)) }
  const key = Number(mandate['id'])
  const facts = (await readFacts({ database: stage.database, model }, wanted, [key])).get(key)
  return (field) =>
    facts !== undefined && decide(bound, { action: 'read', type: 'Partnership', field }, facts)
}

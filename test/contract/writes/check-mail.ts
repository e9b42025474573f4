import { personaPrincipal } from '../../../src/cli/policy/current-database'
import { nouns } from '../../../schema/declared'
import { type MailName } from '../../../schema/mail-data'
import { type SentMail } from '../../../schema/noun-proofs'
import { bindPolicy } from '../../../src/policy/compile/class-policy'
import { neededPaths } from '../../../src/policy/condition-paths'
import { decide } from '../../../src/policy/evaluate/decide'
import { readFacts } from '../../../src/read/read-facts'
import { NOON } from '../../support/real-engine'
import { type Row, type Stage } from './stage'

/** A mail as it left, and what of it its addressee may not know. */
export interface CheckedMail {
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

/** The mails that mutations send, all of which are looked at: those of a mandate, and those that nouns check themselves. */
export const checkedTemplates: readonly string[] = [
  ...Object.keys(sides),
  ...nouns.flatMap(({ mailChecks = {} }) => Object.keys(mailChecks)),
].sort()

/** The fields of a mandate that a fact of a mail reveals. A link and a repeated date reveal none. */
const fieldsOfFact: Readonly<Record<string, readonly string[]>> = {
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
export async function checkMail(stage: Stage, mail: Row, around: Around): Promise<CheckedMail> {
  const to = String(mail['recipient'])
  const template = String(mail['template'])
  const data = JSON.parse(String(mail['data'])) as Readonly<Record<string, unknown>>
  const reported = { to, template, data }
  const check = nouns.flatMap(({ mailChecks = {} }) => mailChecks[template] ?? [])[0]
  if (check !== undefined)
    return { ...reported, tooMuch: check({ to, data, ...around, find: await tableReader(stage) }) }
  return { ...reported, tooMuch: await aboutMandate(stage, reported, around) }
}

/** The rows of the tables as they are now. */
async function tableReader(stage: Stage): Promise<SentMail['find']> {
  const tables = new Map<string, readonly Row[]>()
  for (const { table } of stage.mandate.model.types.values()) tables.set(table, await stage.rows(table))
  return (table, key) => tables.get(table)?.find(({ id }) => Number(id) === Number(key))
}

type MailAsSent = Omit<CheckedMail, 'tooMuch'>

async function aboutMandate(
  stage: Stage,
  reported: MailAsSent,
  { audits }: Around,
): Promise<readonly string[]> {
  const key = Number(audits.find((entry) => entry['subject_type'] === 'Partnership')?.['subject_id'])
  const mandate = (await stage.rows('partnerships')).find(({ id }) => Number(id) === key)
  if (mandate === undefined) return ['no mandate']
  const known = Object.entries(sides).find(([template]) => template === reported.template)?.[1] ?? []
  const problems: string[][] = []
  for (const side of known) {
    const reads = await readerAt(stage, reported.to, { mandate, organisation: Number(mandate[`${side}_id`]) })
    if (reads === undefined) continue
    const fields = Object.keys(reported.data).flatMap((fact) => fieldsOfFact[fact] ?? [`unknown: ${fact}`])
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

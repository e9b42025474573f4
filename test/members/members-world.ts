import { type DataSource } from 'typeorm'
import { demoPassword } from '../../schema/world/demo-password'
import { idOf } from '../../schema/world/demo/demo-world'
import { type Clock } from '../../src/platform/clock'
import { type Open } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'

export interface MembersWorld extends DemoGateway {
  readonly database: DataSource
  rows(
    sql: string,
    values?: readonly (string | number)[],
  ): Promise<readonly Record<string, string | number | null>[]>
  /** The secrets of the links sent to an address, oldest first. */
  linksTo(email: string): Promise<readonly string[]>
  /** A person with an account and without any Organisation, signed in: headers to ask with. */
  newcomer(email: string, name?: string): Promise<Readonly<Record<string, string>>>
  /** What an operation answers with these headers. */
  askWith(headers: Readonly<Record<string, string>>, query: string, input?: object): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
}

export async function membersWorld(open: Open, clock?: Clock): Promise<MembersWorld> {
  const gateway = await mutationsOn(await open(), {}, clock)
  const { database } = gateway
  const rows: MembersWorld['rows'] = (sql, values = []) => database.query(sql, [...values])
  const askWith: MembersWorld['askWith'] = async (headers, query, input = {}) => {
    const { body } = await gateway.post({ query, variables: { input } }, headers)
    const [field] = Object.keys(body.data ?? {})
    return field === undefined || body.errors !== undefined ? body : body.data[field]
  }
  return {
    ...gateway,
    rows,
    askWith,
    linksTo: async (email) => {
      const mails = await rows('SELECT data FROM outbox_mails WHERE recipient = ? ORDER BY id', [email])
      return mails.flatMap(({ data }) => /#token=([\w-]+)/.exec(String(data))?.[1] ?? [])
    },
    newcomer: async (email, name = 'Nova Person') => {
      await rows(
        `INSERT INTO users (name, email, locale, two_factor, password_hash, created_at)
         SELECT ?, ?, 'fr', 0, password_hash, created_at FROM users WHERE id = 1`,
        [name, email],
      )
      const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { sessionToken } }'
      const { sessionToken } = await askWith({}, signIn, { email, password: demoPassword })
      return { authorization: `Bearer ${sessionToken}` }
    },
  }
}

export const id = idOf

export const INVITE = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) {
  membership { id } memberInvitation { id email role accounting status expiresAt
    grantedProducts { nodes { id } } grantedClients { nodes { id } } } userErrors { code reason field } } }`
export const ACCEPT = `mutation ($input: MemberInvitationLinkInput!) { acceptMemberInvitation(input: $input) {
  membership { id role accounting grantedProducts { nodes { id } } } userErrors { code reason field } } }`
export const REFUSE = ACCEPT.replaceAll('acceptMember', 'refuseMember')
export const RESEND = `mutation ($input: MemberInvitationInput!) { resendMemberInvitation(input: $input) {
  memberInvitation { status } userErrors { code reason } } }`
export const CANCEL = RESEND.replaceAll('resendMember', 'cancelMember')
export const UPDATE = `mutation ($input: UpdateMembershipInput!) { updateMembership(input: $input) {
  membership { id role accounting grantedProducts { nodes { id } } grantedClients { nodes { id } } }
  userErrors { code reason field } } }`
export const REMOVE = `mutation ($input: MembershipInput!) { removeMember(input: $input) {
  membership { id } userErrors { code reason } } }`

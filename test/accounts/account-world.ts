import { type DataSource } from 'typeorm'
import { type Environment } from '../../src/app/settings'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'

/** A gateway over the demo world, a clock in hand, and the mails that were written. */
export interface AccountWorld extends DemoGateway {
  readonly clock: { at: Date; now(): Date }
  /** The answer of the one field of a document. */
  call(document: string, input?: object, headers?: Headers): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
  /** The mails to somebody, the latest first. */
  mailsTo(email: string): Promise<readonly WrittenMail[]>
  /** The secret of the link in the latest mail to somebody. */
  linkTo(email: string): Promise<string>
  /** A new account, confirmed; what it signs in with. */
  newAccount(email: string): Promise<Account>
  signIn(account: Account, code?: string, headers?: Headers): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
  /** The headers of a session of this account. */
  headersFor(account: Account, code?: string): Promise<Headers>
}

export type Headers = Readonly<Record<string, string>>

export interface Account {
  readonly email: string
  readonly password: string
}

export interface WrittenMail {
  readonly template: string
  readonly locale: string
  readonly data: Readonly<Record<string, string>>
}

export const GOOD = 'a long phrase nobody has guessed'

export const documents = {
  signUp: `mutation ($input: SignUpInput!) { signUp(input: $input) { accepted userErrors { code reason field } } }`,
  confirm: `mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) { done userErrors { code reason field } } }`,
  signIn: `mutation ($input: SignInInput!) { signIn(input: $input) {
    sessionToken deviceToken userErrors { code field message } viewer { user { id } organisation { name } role } } }`,
  request: `mutation ($input: RequestPasswordResetInput!) {
    requestPasswordReset(input: $input) { accepted userErrors { code reason field } } }`,
  reset: `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { done userErrors { code reason field } } }`,
  change: `mutation ($input: ChangePasswordInput!) {
    changePassword(input: $input) { sessionToken userErrors { code reason field } } }`,
  begin: `mutation ($input: PasswordInput!) { beginTwoFactor(input: $input) { secret uri userErrors { code reason field } } }`,
  confirmCode: `mutation ($input: CodeInput!) {
    confirmTwoFactor(input: $input) { recoveryCodes sessionToken userErrors { code reason field } } }`,
  disable: `mutation ($input: PasswordAndCodeInput!) {
    disableTwoFactor(input: $input) { sessionToken userErrors { code reason field } } }`,
  regenerate: `mutation ($input: PasswordInput!) {
    regenerateRecoveryCodes(input: $input) { recoveryCodes sessionToken userErrors { code reason field } } }`,
  revoke: `mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { signedOut userErrors { code reason field } } }`,
  everywhere: `mutation { signOutEverywhere { signedOut userErrors { code reason } } }`,
  create: `mutation ($input: CreateOrganisationInput!) { createOrganisation(input: $input) {
    organisationId membership { role organisationName } userErrors { code reason field } } }`,
  viewer: `{ viewer { user { id name twoFactor } organisation { name country currency vatNumber vatStatus } role
    sessions { id current device } rememberedUsers { userId name current } } }`,
} as const

export async function accountWorldOn(
  database: DataSource,
  environment: Environment = {},
): Promise<AccountWorld> {
  const clock = { at: new Date('2026-11-24T12:00:00.000Z'), now: () => clock.at }
  const gateway = await mutationsOn(
    database,
    {
      ACCOUNT_MAILS_PER_ACCOUNT: '1000',
      ACCOUNT_MAILS_PER_ADDRESS: '1000',
      SIGN_IN_ATTEMPTS_PER_ACCOUNT: '1000',
      SIGN_IN_ATTEMPTS_PER_ADDRESS: '1000',
      LINK_ATTEMPTS_PER_ADDRESS: '1000',
      ...environment,
    },
    clock,
  )
  const call: AccountWorld['call'] = async (query, input = {}, headers = {}) => {
    const { body } = await gateway.post({ query, variables: { input } }, headers)
    const [field] = Object.keys(body.data ?? {})
    return field === undefined || body.errors !== undefined ? body : body.data[field]
  }
  const mailsTo: AccountWorld['mailsTo'] = async (email) => {
    const rows = await database.query<{ template: string; locale: string; data: string }[]>(
      'SELECT template, locale, data FROM outbox_mails WHERE recipient = ? ORDER BY id DESC',
      [email],
    )
    return rows.map((row) => ({ ...row, data: JSON.parse(row.data) as WrittenMail['data'] }))
  }
  const linkTo: AccountWorld['linkTo'] = async (email) => {
    const [mail] = await mailsTo(email)
    return /#token=([\w-]+)$/.exec(mail?.data['link'] ?? '')?.[1] ?? 'no link'
  }
  const signIn: AccountWorld['signIn'] = ({ email, password }, code, headers) =>
    call(documents.signIn, { email, password, ...(code === undefined ? {} : { code }) }, headers)
  return {
    ...gateway,
    clock,
    call,
    mailsTo,
    linkTo,
    signIn,
    newAccount: async (email) => {
      await call(documents.signUp, { email, password: GOOD, name: 'New', locale: 'en', termsAccepted: true })
      await call(documents.confirm, { token: await linkTo(email), password: GOOD })
      return { email, password: GOOD }
    },
    headersFor: async (account, code) => {
      const { sessionToken, deviceToken } = await signIn(account, code)
      return { authorization: `Bearer ${sessionToken}`, 'x-device': deviceToken }
    },
  }
}

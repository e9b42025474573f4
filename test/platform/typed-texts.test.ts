import { getNamedType, isInputObjectType } from 'graphql'
import { countryOf } from '../../schema/address/address'
import { declaredSchema, nouns } from '../../schema/declared'
import { DateScalar, DateTimeScalar } from '../../schema/scalars'
import {
  canonicalAddress,
  lineIn,
  linesIn,
  mailAddressIn,
  passwordForms,
} from '../../src/platform/typed-texts'
import { dayIn, instantIn } from '../../src/policy/parse/strict-instant'

describe('a name', () => {
  test.each([
    ['Zoe\u0308', 'Zoë'],
    ['  Hôtel du Lac ', 'Hôtel du Lac'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['क्\u200dष', 'क्\u200dष'],
    ['Team 👩\u200d💻 1', 'Team 👩\u200d💻 1'],
    ['I ❤\ufe0f Bern', 'I ❤\ufe0f Bern'],
    ['東京', '東京'],
    ['D’Angelo-Ó Briain', 'D’Angelo-Ó Briain'],
  ])('%s is taken', (given, stored) => {
    expect(lineIn(given)).toEqual({ text: stored })
  })

  test.each([
    ...[
      '',
      '   ',
      '\u3164',
      '\u2800',
      '\u00ad',
      '\u200d',
      '\u115f',
      '\uffa0',
      '\u0301',
      'A \u0301',
      '\u2060',
      '...',
      '👩',
      '—',
    ],
    ...[
      'Lake\u200dside',
      'Lake\u00adside',
      'a\u202eb',
      '\u2067a',
      'a\u200bb',
      'a\nb',
      'a\u0000',
      'a\ufeffb',
      'a\u3164',
      '\ue000a',
    ],
    ...['a\u{e0041}', `e${'\u0301\u0302'.repeat(9)}`, 'a\u034fb', 'a\ufe0fb\u2800'],
  ])('%j is refused', (given) => {
    expect(lineIn(given)).toHaveProperty('problem')
  })

  test('text of several lines keeps them, and nothing that turns others around', () => {
    expect(linesIn(' one\r\ntwo\u2028three\tfour ')).toEqual({ text: 'one\ntwo\nthree\tfour' })
    expect(linesIn('שלום\u200f!')).toEqual({ text: 'שלום\u200f!' })
    for (const given of ['\u3164', 'a\u202eb', '\u2800\n\u2800'])
      expect(linesIn(given)).toHaveProperty('problem')
  })
})

describe('an e-mail address', () => {
  test.each([
    [' Ada@Example.COM ', 'ada@example.com'],
    ['info@zürich.example', 'info@xn--zrich-kva.example'],
    ['info@ZU\u0308RICH.example', 'info@xn--zrich-kva.example'],
    ['info@xn--zrich-kva.example', 'info@xn--zrich-kva.example'],
    ['a.b+c@d-e.example', 'a.b+c@d-e.example'],
  ])('%s is %s', (given, stored) => {
    expect([mailAddressIn(given), canonicalAddress(given)]).toEqual([stored, stored])
  })

  test.each([
    ...[
      'a@-b.example',
      'a@b-.example',
      'a@b..example',
      'a@b.example.',
      'a@b',
      '.a@b.example',
      'a.@b.example',
    ],
    ...[
      'a..b@c.example',
      '"a b"@c.example',
      'a@[127.0.0.1]',
      'a@127.0.0.1',
      'a@127.1',
      'jürg@b.example',
      'a@b%2eexample',
    ],
    ...[
      'a b@c.example',
      'a@b.example\r\nBcc: x',
      'a@b@c.example',
      '@b.example',
      `${'a'.repeat(65)}@b.example`,
      'a@b.example/x',
    ],
    `a@${'b'.repeat(64)}.example`,
    `a@${'b.'.repeat(130)}example`,
  ])('%j is none', (given) => {
    expect(mailAddressIn(given)).toBeUndefined()
  })
})

describe('an instant', () => {
  const read = (text: string): unknown => {
    try {
      return DateTimeScalar.parseValue(text)
    } catch {
      return 'refused'
    }
  }

  test.each([
    ['2026-03-01T09:30:00.000Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30Z', '2026-03-01T09:30:00.000Z'],
    ['2024-02-29T23:30:00-01:00', '2024-03-01T00:30:00.000Z'],
    ['2026-03-01T09:30:00.120000Z', '2026-03-01T09:30:00.120Z'],
  ])('%s is read', (given, reported) => {
    expect([read(given), instantIn(given)?.toISOString()]).toEqual([reported, reported])
  })

  test.each([
    ...[
      '2026-02-30T00:00:00Z',
      '2026-02-29T00:00Z',
      '2026-04-31T12:00:00Z',
      '2026-01-01T24:00:00Z',
      '2026-01-01T23:59:60Z',
    ],
    ...[
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00+01:00',
      '9999-12-31T23:59:59-01:00',
      '10000-01-01T00:00:00Z',
    ],
    ...[
      '2026-01-01T00:00:00+15:00',
      '2026-01-01T00:00:00+14:30',
      '2026-01-01T00:00:00+01:60',
      '2026-01-01T00:00:00.0001Z',
    ],
    ...[
      '2026-01-01',
      '2026-01-01 00:00:00',
      '2026-01-01T00:00:00',
      '2026-13-01T00:00:00Z',
      '2026-01-01t00:00:00z',
      '',
    ],
  ])('%s is refused, and not moved on', (given) => {
    expect([read(given), instantIn(given)]).toEqual(['refused', undefined])
  })

  test.each([
    '2026-02-30',
    '2025-02-29',
    '0000-02-29',
    '2026-00-10',
    '2026-1-1',
    '10000-01-01',
    '2026-02-30T00:00:00Z',
  ])('%s is no day', (given) => {
    expect(dayIn(given)).toBeUndefined()
    expect(() => DateScalar.parseValue(given)).toThrow()
  })
})

test.each(['ß', 'ﬀ', 'ŉ', 'ch\u0307', 'XX', 'UK', 'EU', 'ZZ', 'CHE', 'c', '', 'ＣＨ', 'ıd'])(
  '%j is no country',
  (code) => {
    expect(() => countryOf(code, 'country')).toThrow(
      expect.objectContaining({ refusals: [expect.objectContaining({ reason: 'NO_SUCH_COUNTRY' })] }),
    )
  },
)

test('a password is one, however its letters are composed, and old hashes are tried as typed', () => {
  expect(passwordForms('pâte'.normalize('NFD'))).toEqual(['pâte', 'pâte'.normalize('NFD')])
  expect(passwordForms('plain')).toEqual(['plain'])
})

/** Which module reads each text that a mutation takes; nouns since then say so themselves. */
const READ_BY: Readonly<Record<string, readonly string[]>> = {
  'a name, by `lineOf`': [
    ...['AddressInput.city', 'AddressInput.postalCode', 'AddressInput.street', 'BillingAddressInput.label'],
    ...['BillingAddressInput.recipient', 'ContactInput.name', 'CreateApiTokenInput.application'],
    ...['CreateApplicationPasswordInput.name', 'NewOrganisationInput.legalName', 'NewOrganisationInput.name'],
    ...['OrderedLineInput.name', 'RequestPartnershipInput.clientName', 'SignUpInput.name'],
    ...['UpdateOrganisationInput.legalName', 'UpdateOrganisationInput.name', 'SendBreachNoticeInput.subject'],
    'OpenSupportVisitInput.reason',
  ],
  'lines, by `linesOf`': [
    ...['AnswerIrregularityInput.text', 'ContinueIrregularityInput.text', 'ReportIrregularityInput.text'],
    'SendBreachNoticeInput.message',
  ],
  'an address, by `emailOf` or `canonicalAddress`': [
    ...['ContactInput.email', 'InviteMemberInput.email', 'OpenSupportVisitInput.ownerEmail'],
    ...[
      'RequestPartnershipInput.clientEmail',
      'RequestPasswordResetInput.email',
      'SignInInput.email',
      'SignUpInput.email',
    ],
  ],
  'a secret, by `checkPassword`, `passwordForms` or a digest': [
    ...[
      'AnswerInvitationInput.token',
      'ChangePasswordInput.currentPassword',
      'ChangePasswordInput.newPassword',
    ],
    ...[
      'ChangePasswordInput.code',
      'CodeInput.code',
      'ConfirmEmailInput.password',
      'ConfirmEmailInput.token',
    ],
    ...['ContinueIrregularityInput.receipt', 'CreateApiTokenInput.password', 'CreateApiTokenInput.code'],
    ...[
      'CreateApplicationPasswordInput.password',
      'CreateApplicationPasswordInput.code',
      'EndPartnershipInput.password',
    ],
    ...[
      'EraseMeInput.password',
      'EraseMeInput.code',
      'HolderChangeLinkInput.token',
      'MemberInvitationLinkInput.token',
    ],
    ...[
      'PasswordAndCodeInput.code',
      'PasswordAndCodeInput.password',
      'PasswordInput.password',
      'PasswordInput.code',
    ],
    ...[
      'ResetPasswordInput.newPassword',
      'ResetPasswordInput.token',
      'SignInInput.code',
      'SignInInput.password',
    ],
    'SignUpInput.password',
  ],
  'a closed list or a form of its own': [
    ...[
      'AddressInput.country',
      'NewOrganisationInput.country',
      'UpdateOrganisationInput.country',
      'SignUpInput.locale',
    ],
    ...[
      'CreateApiTokenInput.scopes',
      'ContactInput.phone',
      'NewOrganisationInput.phone',
      'UpdateOrganisationInput.phone',
    ],
    ...['NewOrganisationInput.vatNumber', 'UpdateOrganisationInput.vatNumber'],
  ],
}

test('every text that a mutation takes is read by one of the modules', () => {
  const schema = declaredSchema()
  const seen = new Set<string>()
  const texts: string[] = []
  const walk = (type: unknown): void => {
    if (!isInputObjectType(type) || seen.has(type.name)) return
    seen.add(type.name)
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type)
      if (named.name === 'String' && field.name !== 'idempotencyKey') texts.push(`${type.name}.${field.name}`)
      walk(named)
    }
  }
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}))
    for (const { type } of field.args) walk(getNamedType(type))
  expect(texts.length).toBeGreaterThan(60)
  const declared = nouns.flatMap((noun) => Object.keys(noun.readTexts ?? {}))
  expect(texts.sort()).toEqual([...Object.values(READ_BY).flat(), ...declared].sort())
})

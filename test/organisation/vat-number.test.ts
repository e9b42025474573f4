import { eachDatabase } from '../support/databases'
import { refused, type DetailsWorld, detailsWorld } from './details-world'

eachDatabase((_name, open) => {
  let world: DetailsWorld
  beforeAll(async () => {
    world = await detailsWorld(await open())
  })
  afterAll(() => world.gateway.close())

  const give = (persona: string, organisation: string, vatNumber: string | null) =>
    world.update(persona, organisation, { vatNumber, termsAccepted: true })
  const checks = () => world.rows('vat_checks')

  test.each([
    ['a Swiss company', 'client-owner', 'lakeside', 'DE136695976', 'DOES_NOT_APPLY'],
    ['its CHE number', 'client-owner', 'lakeside', 'CHE-114.302.857', 'SWISS_NUMBER'],
    ['a CHE number of a French company', 'client-owner-ended', 'duval', 'CHE-114.302.857', 'SWISS_NUMBER'],
    ['a British number', 'client-owner-ended', 'duval', 'GB 980 7806 84', 'BRITISH_NUMBER'],
    ['one of Northern Ireland', 'client-owner-ended', 'duval', 'XI980780684', 'BRITISH_NUMBER'],
    ['one of another country', 'client-owner-ended', 'duval', 'DE136695976', 'OTHER_COUNTRY'],
    ['no prefix', 'client-owner-ended', 'duval', '40303265045', 'PREFIX_MISSING'],
    ['another form', 'client-owner-ended', 'duval', 'FR1234', 'WRONG_FORM'],
    ['a mistyped digit', 'client-owner-ended', 'duval', 'FR40303265046', 'WRONG_CHECK_DIGIT'],
    ['a blank', 'client-owner-ended', 'duval', ' . ', 'EMPTY'],
    ['a private person', 'stranger-private', 'hofer', 'ATU13585627', 'NOT_FOR_PRIVATE_PERSONS'],
  ])('refused: %s', async (_what, persona, organisation, number, problem) => {
    const before = await world.everything()
    expect(refused(await give(persona, organisation, number))).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason: `VAT_NUMBER_${problem}`,
      field: 'vatNumber',
    })
    expect(await world.everything()).toEqual(before)
  })

  test('the sentence is in the language of the account', async () => {
    const { userErrors } = await give('client-owner-ended', 'duval', 'GB980780684')
    expect(userErrors[0].message).toContain('Royaume-Uni')
  })

  test('a new number is normalised, unverified, and the register is asked at once', async () => {
    const answer = await give('client-owner-ended', 'duval', ' fr 83.404-833.048 ')
    expect(answer.organisation).toMatchObject({ vatNumber: 'FR83404833048', vatStatus: 'UNVERIFIED' })
    expect((await checks()).at(-1)).toMatchObject({ organisation_id: 7, attempts: 0, confirmed_at: null })
    expect((await world.rows('terms_acceptances')).at(-1)).toMatchObject({
      organisation_id: 7,
      version: '2026-01',
    })
  })

  test('a confirmed number given again stays confirmed', async () => {
    const answer = await give('stranger', 'hafenkontor', 'DE 136 695 976')
    expect(refused(answer)).toMatchObject({ code: 'CONFLICT', reason: 'UNCHANGED' })
    const [row] = (await world.rows('organisations')).filter(({ id }) => id === 9)
    expect(row.vat_status).toBe('VALID')
  })

  test('a number the register refused is asked about again when it is given again', async () => {
    await world.gateway.database.query(`UPDATE organisations SET vat_status = 'INVALID' WHERE id = 8`)
    const answer = await give('client-owner-limited', 'lagovivo', 'IT00743110157')
    expect(answer.organisation.vatStatus).toBe('UNVERIFIED')
    expect((await checks()).filter((check) => check.organisation_id === 8)).toHaveLength(1)
  })

  test('cleared, no number applies, and nothing is asked', async () => {
    expect((await give('client-owner-limited', 'lagovivo', null)).organisation).toMatchObject({
      vatNumber: null,
      vatStatus: 'NOT_APPLICABLE',
    })
    expect((await checks()).filter((check) => check.organisation_id === 8)).toEqual([])
  })

  test('without the terms nothing changes, each time anew', async () => {
    for (const termsAccepted of [undefined, null, false]) {
      const before = await world.everything()
      const changes = { vatNumber: 'IT00743110157', termsAccepted }
      expect(refused(await world.update('client-owner-limited', 'lagovivo', changes))).toMatchObject({
        code: 'BAD_USER_INPUT',
        reason: 'TERMS_NOT_ACCEPTED',
        field: 'termsAccepted',
      })
      expect(await world.everything()).toEqual(before)
    }
  })

  test('a number that no longer applies goes with the country or the kind', async () => {
    const moved = await world.update('stranger', 'hafenkontor', { country: 'fr' })
    expect(moved.organisation).toMatchObject({ country: 'FR', vatNumber: null, vatStatus: 'NOT_APPLICABLE' })
    const back = await world.update('stranger', 'hafenkontor', {
      ...{ country: 'DE', vatNumber: 'DE136695976', termsAccepted: true },
    })
    expect(back.organisation).toMatchObject({ vatNumber: 'DE136695976', vatStatus: 'UNVERIFIED' })
    const person = await world.update('stranger', 'hafenkontor', { kind: 'PRIVATE' })
    expect(person.organisation).toMatchObject({ vatNumber: null, vatStatus: 'NOT_APPLICABLE' })
    expect((await checks()).filter((check) => check.organisation_id === 9)).toEqual([])
  })

  test('a Swiss company keeps the number it prints', async () => {
    const answer = await world.update('client-owner', 'lakeside', { phone: null, kind: 'ASSOCIATION' })
    expect(answer.organisation).toMatchObject({
      vatNumber: 'CHE-114.302.857 MWST',
      vatStatus: 'NOT_APPLICABLE',
    })
  })

  test('a company in Monaco gives its French number, and no Italian one', async () => {
    await world.gateway.database.query(
      "UPDATE organisations SET country = 'MC', vat_number = NULL, vat_status = 'NOT_APPLICABLE' WHERE id = 7",
    )
    const answer = await give('client-owner-ended', 'duval', 'FR 83 404 833 048')
    expect(answer.userErrors).toEqual([])
    expect(answer.organisation).toMatchObject({ vatNumber: 'FR83404833048', vatStatus: 'UNVERIFIED' })
    expect(refused(await give('client-owner-ended', 'duval', 'IT00743110157'))).toMatchObject({
      reason: 'VAT_NUMBER_OTHER_COUNTRY',
    })
    await world.gateway.database.query("UPDATE organisations SET country = 'FR' WHERE id = 7")
  })
})

import { expireInvitations } from '../../schema/partnership/close-offer'
import { idOf } from '../../schema/world/demo/demo-world'
import { systemClock } from '../../src/platform/clock'
import { eachDatabase } from '../support/databases'
import { type TestBilling, billingAdminOn } from './desk'
import { ACCEPT, END } from './documents'

eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })

  afterAll(() => admin.close())

  const expire = (now: Date) =>
    expireInvitations(
      { dataSource: admin.database, publicUrl: 'https://here.example', clock: systemClock },
      now,
    )

  test('what is not answered in time expires, once; its token is void', async () => {
    const due = new Date('2026-12-16T15:20:00.000Z')
    // What the demo world has that is over before.
    await expire(new Date(due.getTime() - 60_000))
    expect(await expire(new Date(due.getTime() - 1))).toEqual({ invitations: 0, requests: 0 })
    expect(await expire(due)).toEqual({ invitations: 1, requests: 0 })
    expect(await expire(due)).toEqual({ invitations: 0, requests: 0 })
    const [row] = (await admin.rows('partnerships')).filter(
      ({ id }) => id === admin.key('partnership/lakeside-nordlicht'),
    )
    expect(row).toMatchObject({ status: 'EXPIRED', token_hash: null })
    expect((await admin.rows('partnership_events')).at(-1)).toMatchObject({
      kind: 'EXPIRED',
      by_user_id: null,
    })
    expect((await admin.rows('audit_entries')).at(-1)).toMatchObject({
      action: 'partnership expired',
      user_id: null,
    })
    const answer = await admin.ask('partner-pending', ACCEPT, { token: 'invitation-lakeside-nordlicht' })
    expect(answer).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] })
    const end = { partnershipId: idOf('partnership/lakeside-nordlicht'), password: 'mandate-demo' }
    expect(await admin.ask('client-owner', END, end)).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] })
  })
})

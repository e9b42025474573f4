import { setTimeout } from 'node:timers/promises'
import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { acceptInvitation } from '../../schema/partnership/accept-invitation'
import { cancelInvitation, expireInvitations } from '../../schema/partnership/close-offer'
import { endPartnership } from '../../schema/partnership/end-partnership'
import { invitePartner } from '../../schema/partnership/invite-partner'
import { PartnershipAccess, PaymentMode } from '../../schema/partnership/partnership-terms'
import { InvitePartnerInput } from '../../schema/partnership/partnership.inputs'
import { fillDemoWorld, idOf, names } from '../../schema/world/demo/demo-world'
import { mandateOn } from '../../src/app/mandate-on'
import { type Principal, SIGNED_OUT } from '../../src/policy/principal'
import { write, type Written } from '../../src/write/execute-mutation'
import { type Operation, type WriteDependencies } from '../../src/write/operation'
import { actingAs } from '../support/acting-as'
import { onMariadb } from '../support/on-mariadb'
import { raceRounds } from '../support/race-rounds'
import { NOON } from '../support/real-engine'
import { printFigures } from '../support/print-figures'
import { hashOf } from './desk'

/** WHY more than others: each contender must win some of them. */
// WHY so many: of each two both must come first at least once.
const ROUNDS = Math.max(20, raceRounds)
/** Real connections at once. On SQLite transactions wait for each other as a whole. */
const jura = idOf('partnership/jura-nordlicht')
const key = (name: string): number => Number(names.get(name)?.split(':')[1])

onMariadb('at once, ', ({ create }) => {
  let database: DataSource
  let drop: () => Promise<void>
  let dependencies: WriteDependencies
  let attempts = 0
  const principals = new Map<string, Principal>()

  beforeAll(async () => {
    const empty = await create()
    drop = empty.drop
    database = await openDatabaseAt(empty.url, { connections: 10, statementTimeoutSeconds: 60 })
    await fillDemoWorld(database)
    const mandate = mandateOn(database, { secret: Buffer.alloc(32, 7), maximumCost: 1 })
    dependencies = { ...mandate, clock: { now: () => NOON }, publicUrl: 'https://here.example' }
    for (const persona of ['partner-pending', 'partner-limited-eur', 'client-owner-inviting']) {
      principals.set(persona, await actingAs(database, persona))
    }
    // A second full invitation of the same client, to another Partner.
    await run(
      `INSERT INTO partnerships (client_id, client_name, partner_id, partner_access, payment_mode, status,
         invited_at, requested_by_partner)
       VALUES (?, 'Jurawanderer', ?, 'FULL', 'CLIENT_PAYS', 'REFUSED', '2026-11-20 08:00:00.000', 0)`,
      [key('organisation/jura'), key('partner/riva')],
    )
  })

  afterAll(async () => {
    await database.destroy()
    await drop()
  })

  const run = (sql: string, parameters: readonly (string | number)[] = []) =>
    database.query(sql, [...parameters])
  const count = async (sql: string): Promise<number> =>
    Number((await database.query<{ n: number }[]>(sql))[0]?.n)
  const events = (kind: string) =>
    count(`SELECT COUNT(*) AS n FROM partnership_events WHERE kind = '${kind}'`)
  const mails = () => count('SELECT COUNT(*) AS n FROM outbox_mails')

  /** Runs an operation as a persona, and counts how often it had to be begun. */
  async function as<Input extends object, Prepared>(
    persona: string,
    operation: Operation<Input, Prepared>,
    input: Input,
  ): Promise<Written> {
    const counted: Operation<Input, Prepared> = {
      ...operation,
      run: (tx, given, prepared) => {
        attempts += 1
        return operation.run(tx, given, prepared)
      },
    }
    const request = {
      principal: principals.get(persona) ?? SIGNED_OUT,
      locale: 'en',
      spendUnnamed: () => Promise.resolve(),
      passwordMatches: () => Promise.resolve(true),
    }
    return write(dependencies, request, { operation: counted, input })
  }

  /** Every invitation of Jurawanderer to these Partners is pending again, with its token. */
  async function pending(...partners: readonly string[]): Promise<void> {
    // WHY: the links of all rounds are the same.
    await run('DELETE FROM spent_invitation_links', [])
    await run(
      `UPDATE partnerships SET status = 'REFUSED', token_hash = NULL, started_at = NULL, ended_at = NULL
       WHERE client_id = ?`,
      [key('organisation/jura')],
    )
    for (const partner of partners) {
      await run(
        `UPDATE partnerships SET status = 'PENDING', token_hash = ?, expires_at = '2026-12-20 08:00:00.000'
         WHERE client_id = ? AND partner_id = ? AND partner_access = 'FULL' ORDER BY id LIMIT 1`,
        [hashOf(partner), key('organisation/jura'), key(`partner/${partner}`)],
      )
    }
  }

  /** Races the same again and again: who won how often, which errors the losers got, how many had to begin again. */
  async function race(
    name: string,
    { before, contenders }: { before: () => Promise<void>; contenders: readonly (() => Promise<string>)[] },
    afterRound: (reported: readonly string[]) => Promise<void>,
  ): Promise<Readonly<Record<string, number>>> {
    const tally: Record<string, number> = {}
    const begun = attempts
    for (let round = 0; round < ROUNDS; round += 1) {
      await before()
      const late = round % contenders.length
      const order = [...contenders.slice(late), ...contenders.slice(0, late)]
      const answers = await Promise.all(
        order.map(async (contender) => {
          // WHY: so that either comes first, and each meets the other at another moment.
          await setTimeout(Math.random() * 8)
          return contender()
        }),
      )
      const reported = contenders.map(
        (_, index) => answers[(index - late + contenders.length) % contenders.length] ?? '',
      )
      reported.forEach((answer, index) => {
        const what = `${index}: ${answer}`
        tally[what] = (tally[what] ?? 0) + 1
      })
      await afterRound(reported)
    }
    printFigures(name, { rounds: ROUNDS, ...tally, begun: attempts - begun })
    return tally
  }

  const said = ({ refusals }: Written): string =>
    refusals.map(({ code, reason }) => `${code} ${reason}`).join() || 'done'
  const accept = (persona: string, input: object) => async () =>
    said(await as(persona, acceptInvitation, input))

  test(`one invitation accepted twice: once (${ROUNDS} rounds)`, async () => {
    let [accepted, written] = [await events('ACCEPTED'), await mails()]
    const tally = await race(
      'double accept',
      {
        before: () => pending('nordlicht'),
        contenders: [
          accept('partner-pending', { token: 'nordlicht' }),
          accept('partner-pending', { partnershipId: jura }),
        ],
      },
      async (reported) => {
        expect(reported.filter((answer) => answer === 'done')).toHaveLength(1)
        expect([await events('ACCEPTED'), await mails()]).toEqual([accepted + 1, written + 1])
        accepted += 1
        written += 1
      },
    )
    expect(new Set(Object.keys(tally))).toEqual(
      new Set(['0: done', '1: done', '0: NOT_FOUND NOTHING_HERE', '1: FORBIDDEN NOT_ALLOWED']),
    )
  })

  test(`two full Partners of one client accept: one becomes it (${ROUNDS} rounds)`, async () => {
    const tally = await race(
      'two full acceptances',
      {
        before: () => pending('nordlicht', 'riva'),
        contenders: [
          accept('partner-pending', { token: 'nordlicht' }),
          accept('partner-limited-eur', { token: 'riva' }),
        ],
      },
      async (reported) => {
        expect(reported.filter((answer) => answer === 'done')).toHaveLength(1)
        expect(reported.filter((answer) => answer === 'CONFLICT COLLISION')).toHaveLength(1)
        const full = "status = 'ACTIVE' AND partner_access = 'FULL'"
        const of = key('organisation/jura')
        expect(
          await count(`SELECT COUNT(*) AS n FROM partnerships WHERE client_id = ${of} AND ${full}`),
        ).toBe(1)
      },
    )
    expect(Object.keys(tally)).toHaveLength(4)
  })

  test(`accepted and cancelled: one of them (${ROUNDS} rounds)`, async () => {
    const cancel = async () =>
      said(await as('client-owner-inviting', cancelInvitation, { partnershipId: jura }))
    const tally = await race(
      'accept against cancel',
      {
        before: () => pending('nordlicht'),
        contenders: [accept('partner-pending', { partnershipId: jura }), cancel],
      },
      async (reported) => {
        expect([...reported].sort()).toEqual(['FORBIDDEN NOT_ALLOWED', 'done'])
        const [row] = await database.query<{ status: string; token_hash: string | null }[]>(
          'SELECT status, token_hash FROM partnerships WHERE id = ?',
          [key('partnership/jura-nordlicht')],
        )
        expect(row).toMatchObject({
          status: reported[0] === 'done' ? 'ACTIVE' : 'CANCELLED',
          token_hash: null,
        })
      },
    )
    expect(Object.keys(tally)).toHaveLength(4)
  })

  test(`accepted in the last moment while it expires: one of them (${ROUNDS} rounds)`, async () => {
    const due = new Date(NOON.getTime() + 1)
    const expire = async () => `${(await expireInvitations(dependencies, due)).invitations} expired`
    const tally = await race(
      'accept against expiry',
      {
        before: async () => {
          await pending('nordlicht')
          await run("UPDATE partnerships SET expires_at = '2026-11-23 12:00:00.001' WHERE id = ?", [
            key('partnership/jura-nordlicht'),
          ])
        },
        contenders: [accept('partner-pending', { token: 'nordlicht' }), expire],
      },
      async (reported) => {
        const [row] = await database.query<{ status: string }[]>(
          'SELECT status FROM partnerships WHERE id = ?',
          [key('partnership/jura-nordlicht')],
        )
        expect([...reported, row?.status]).toEqual(
          reported[0] === 'done'
            ? ['done', '0 expired', 'ACTIVE']
            : ['NOT_FOUND NOTHING_HERE', '1 expired', 'EXPIRED'],
        )
      },
    )
    expect(Object.keys(tally)).toHaveLength(4)
  })

  test(`one pair invited twice: once (${ROUNDS} rounds)`, async () => {
    const partnerId = idOf('partner/sentiero')
    const input = Object.assign(new InvitePartnerInput(), {
      partnerId,
      access: PartnershipAccess.FULL,
      paymentMode: PaymentMode.CLIENT_PAYS,
    })
    const invite = async () => said(await as('client-owner-inviting', invitePartner, input))
    let invited = await events('INVITED')
    const tally = await race(
      'double invite',
      { before: () => pending(), contenders: [invite, invite] },
      async (reported) => {
        expect([...reported].sort()).toEqual(['CONFLICT PARTNERSHIP_IS_LIVE', 'done'])
        expect(await events('INVITED')).toBe(invited + 1)
        invited += 1
      },
    )
    expect(Object.keys(tally)).toHaveLength(4)
  })

  test(`ended from both sides: once (${ROUNDS} rounds)`, async () => {
    const input = { partnershipId: jura, password: 'any' }
    const end = (persona: string) => async () => said(await as(persona, endPartnership, input))
    let ended = await events('ENDED')
    const tally = await race(
      'ended from both sides',
      {
        before: async () => {
          await pending()
          await run("UPDATE partnerships SET status = 'ACTIVE', started_at = invited_at WHERE id = ?", [
            key('partnership/jura-nordlicht'),
          ])
        },
        contenders: [end('client-owner-inviting'), end('partner-pending')],
      },
      async (reported) => {
        expect([...reported].sort()).toEqual(['FORBIDDEN NOT_ALLOWED', 'done'])
        expect(await events('ENDED')).toBe(ended + 1)
        ended += 1
      },
    )
    expect(Object.keys(tally)).toHaveLength(4)
  })
})

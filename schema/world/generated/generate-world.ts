import { type DataSource } from 'typeorm'
import { random } from '../../../src/platform/crypto/random'
import { referenceRows } from '../reference-data'
import { openForFilling, type TableRows, type WorldDatabase } from '../world-database'
import { type WorldOptions, worldSize } from '../world-size'
import { moment } from './calendar'
import { ledgers } from './ledgers'
import { mandateRows } from './mandates'
import { type Member, organisationRows, peopleRows, productRows } from './organisation-rows'
import { type Plan, planWorld } from './plan'
import { saleRows } from './sale-rows'
import { table } from './table'

/** Told after every few thousand rows; a step is an organisation or an invoice. */
type Progress = (step: { readonly done: number; readonly total: number; readonly doing: string }) => void

interface GeneratedWorld {
  /** How many rows each table was given. */
  readonly rows: ReadonlyMap<string, number>
  readonly people: readonly NotablePerson[]
}

/**
 * Fills an empty, migrated database with a made-up world: the same options give the same rows. Written in
 * many transactions; a run that was interrupted leaves a database to throw away.
 */
export async function generateWorld(
  dataSource: DataSource,
  options: WorldOptions,
  progress: Progress = () => {},
): Promise<GeneratedWorld> {
  const size = worldSize(options)
  const database = await openForFilling(dataSource)
  const counts = new Map<string, number>()
  const total = size.organisations + size.invoices
  try {
    const plan = planWorld(size)
    const members: Member[] = []
    const open = ledgers(plan)
    const write = (chunks: readonly TableRows[]) => writeAll(database, chunks, counts)
    const parts = [organisationRows(plan), peopleRows(plan, members), productRows(plan), mandateRows(plan)]
    await write(referenceRows())
    for (const [index, part] of parts.entries()) {
      for (const rows of part) await write([rows])
      progress({ done: Math.round((size.organisations * (index + 1)) / 5), total, doing: 'organisations' })
    }
    for (const rows of grantRows(plan, members)) await write([rows])
    for (const rows of saleRows(plan, open)) {
      await write(rows)
      const done = size.organisations + (counts.get('invoices') ?? 0)
      progress({ done, total, doing: 'invoices' })
    }
    for (const rows of open.rows()) await write([rows])
    return { rows: counts, people: notablePeople(plan, members) }
  } finally {
    await database.rollback()
    await database.close()
  }
}

async function writeAll(
  database: WorldDatabase,
  chunks: readonly TableRows[],
  counts: Map<string, number>,
): Promise<void> {
  await database.begin()
  for (const rows of chunks) {
    await database.insert(rows)
    counts.set(rows.table, (counts.get(rows.table) ?? 0) + rows.rows.length)
  }
  await database.commit()
}

/** Somebody of a generated world worth signing in as; everybody has the demo password. */
export interface NotablePerson {
  readonly key: string
  readonly email: string
  readonly organisation: string
  readonly role: string
  readonly situation: string
  readonly ids: { readonly user: number; readonly organisation: number }
}

/** A few people who see much, little, and nothing in common. */
function notablePeople(plan: Plan, members: readonly Member[]): readonly NotablePerson[] {
  const { partners, bigClients, smallClients, organisations } = plan.size
  const firstClient = partners + 1
  const big = members.filter((member) => member.organisation === 1)
  const found = [
    telling('big-partner-owner', ownerOf(1), `Owner of a Partner with ${bigClients} clients.`),
    telling(
      'big-partner-collaborator',
      big.find((one) => one.role === 'COLLABORATOR' && !one.accounting),
      'Its collaborator, granted some clients.',
    ),
    telling('small-partner-owner', ownerOf(2), `Owner of a Partner with ${smallClients} clients.`),
    telling('client-owner', ownerOf(firstClient), 'Owner of a client of the big Partner.'),
    telling(
      'client-accountant',
      members.find((one) => one.organisation > partners && one.accounting),
      'Collaborator with accounting of a client.',
    ),
    telling('last-owner', ownerOf(organisations), 'Owner of the last Organisation.'),
  ]
  return found.filter((person) => person !== undefined)

  function ownerOf(organisation: number): Member | undefined {
    return members.find((member) => member.organisation === organisation && member.role === 'OWNER')
  }

  function telling(key: string, member: Member | undefined, situation: string): NotablePerson | undefined {
    if (member === undefined) return undefined
    const { user, organisation, role } = member
    const name = plan.name[organisation] ?? ''
    return {
      key,
      email: `user${user}@world.test`,
      organisation: name,
      role,
      situation,
      ids: { user, organisation },
    }
  }
}

/** Products granted to collaborators and externals, clients granted to Partners' collaborators. */
function* grantRows(plan: Plan, members: readonly Member[]): Iterable<TableRows> {
  const chance = random(plan.size.seed, 'grants')
  const products = table('product_grants', [
    'id',
    'membership_id',
    'product_id',
    'granted_by_id',
    'granted_at',
  ])
  const clients = table('client_grants', ['id', 'membership_id', 'client_id', 'granted_by_id', 'granted_at'])
  const clientsOf = clientsByPartner(plan)
  let [lastProduct, lastClient] = [0, 0]
  for (const { id, organisation, role } of members) {
    if (role !== 'COLLABORATOR' && role !== 'EXTERNAL') continue
    const first = plan.firstProduct[organisation] ?? 0
    const count = Math.min(plan.productCount[organisation] ?? 0, chance.below(4))
    for (let index = 0; index < count; index++) {
      products.add(++lastProduct, id, first + index, organisation, moment(700 + chance.below(300)))
    }
    const own = clientsOf[organisation] ?? []
    if (role !== 'COLLABORATOR' || own.length === 0 || chance.percent(30)) continue
    const start = chance.below(own.length)
    const share = 1 + chance.below(Math.min(own.length, 60))
    for (let index = 0; index < share; index++) {
      const client = own[(start + index) % own.length] ?? null
      clients.add(++lastClient, id, client, organisation, moment(1_000 + chance.below(300)))
    }
  }
  yield products.take()
  yield clients.take()
}

/** Every client a Partner has or had, once. */
function clientsByPartner(plan: Plan): readonly (readonly number[])[] {
  const lists: Set<number>[] = Array.from({ length: plan.size.partners + 1 }, () => new Set())
  for (const mandate of plan.mandates.flat()) lists[mandate.partner]?.add(mandate.client)
  return lists.map((list) => [...list])
}

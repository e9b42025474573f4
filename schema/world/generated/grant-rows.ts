import type { TableRows } from '../table-rows'
import { moment } from './calendar'
import type { Member } from './people-rows'
import type { Plan } from './plan'
import { random } from '../../../src/services/random'
import { table } from './table'

/** Products granted to collaborators and externals, clients granted to Partners' collaborators. */
export function* grantRows(plan: Plan, members: readonly Member[]): Iterable<TableRows> {
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

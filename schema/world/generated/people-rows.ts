import { demoPasswordHash } from '../demo-password'
import type { TableRows } from '../table-rows'
import { moment } from './calendar'
import type { Plan } from './plan'
import { type Random, random } from '../../../src/services/random'
import { table } from './table'
import { firstNames, lastNames, switzerland } from './words'

/** A membership as later parts see it. */
export interface Member {
  readonly id: number
  readonly user: number
  readonly organisation: number
  readonly role: 'OWNER' | 'ADMINISTRATOR' | 'COLLABORATOR' | 'EXTERNAL'
  readonly accounting: boolean
}

/**
 * Users and memberships. User N owns Organisation N; other people work there, and some owners work for
 * others beside. Every membership is appended to `members`.
 */
export function* peopleRows(plan: Plan, members: Member[]): Iterable<TableRows> {
  const chance = random(plan.size.seed, 'people')
  const { organisations } = plan.size
  const users = table('users', [
    ...['id', 'name', 'email', 'locale', 'two_factor', 'password_hash', 'totp_secret', 'created_at'],
  ])
  const memberships = table('memberships', [
    ...['id', 'user_id', 'organisation_id', 'role', 'accounting', 'created_at', 'invited_by_id'],
  ])
  let lastUser = organisations
  const addUser = (id: number, locale: string) => {
    const name = `${chance.pick(firstNames)} ${chance.pick(lastNames)}`
    const created = moment(chance.below(700))
    users.add(id, name, `user${id}@world.test`, locale, 0, demoPasswordHash, null, created)
  }
  const addMember = (member: Omit<Member, 'id'>, invitedBy: number | null) => {
    const id = members.length + 1
    members.push({ ...member, id })
    const { user, organisation, role, accounting } = member
    memberships.add(id, user, organisation, role, accounting ? 1 : 0, moment(chance.below(700)), invitedBy)
  }
  for (let owner = 1; owner <= organisations; owner++) {
    addUser(owner, (plan.land[owner] ?? switzerland).locale)
    if (owner % 5_000 === 0 || owner === organisations) yield users.take()
  }
  for (let organisation = 1; organisation <= organisations; organisation++) {
    addMember({ user: organisation, organisation, role: 'OWNER', accounting: false }, null)
    const guests = new Set([organisation])
    for (let extra = staffOf(plan, organisation, chance); extra > 0; extra--) {
      const role = chance.pick(['ADMINISTRATOR', 'COLLABORATOR', 'COLLABORATOR', 'EXTERNAL'])
      const accounting = role === 'COLLABORATOR' && chance.percent(40)
      // Owners of clients only: a Partner's people are never externals of its clients.
      const guest = plan.size.partners + 1 + chance.below(organisations - plan.size.partners)
      const known = chance.percent(20) && !guests.has(guest)
      if (known) guests.add(guest)
      else addUser(++lastUser, (plan.land[organisation] ?? switzerland).locale)
      const invitedBy = chance.percent(60) ? organisation : null
      addMember({ user: known ? guest : lastUser, organisation, role, accounting }, invitedBy)
    }
    if (organisation % 5_000 === 0 || organisation === organisations) {
      yield users.take()
      yield memberships.take()
    }
  }
}

function staffOf(plan: Plan, organisation: number, chance: Random): number {
  if (organisation === 1) return 25
  if (organisation <= plan.size.partners) return 3 + chance.below(4)
  return Math.max(0, chance.below(5) - 2)
}

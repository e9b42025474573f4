import type { Member } from './people-rows'
import type { Plan } from './plan'

/** Somebody of a generated world worth signing in as; everybody has the demo password. */
export interface TellingPerson {
  readonly key: string
  readonly email: string
  readonly organisation: string
  readonly role: string
  readonly situation: string
  readonly ids: { readonly user: number; readonly organisation: number }
}

/** A few people who see much, little, and nothing in common. */
export function tellingPeople(plan: Plan, members: readonly Member[]): readonly TellingPerson[] {
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

  function telling(key: string, member: Member | undefined, situation: string): TellingPerson | undefined {
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

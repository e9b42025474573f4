import type { Persona } from '../../../src/cli/persona'
import { demoPassword } from '../demo-password'
import { cast, staffCast } from './cast/cast'
import { named } from './compile/named'
import { wholeStory } from './compile/whole-story'
import { idOf } from './names'
import { stories } from './stories'

const story = wholeStory(stories)

/** The people to sign in as: one for every row of the access table, a few for its corners, and the provider's staff. */
export const personas: readonly Persona[] = [
  ...cast.map(([key, membership, situation]): Persona => {
    const { user, organisation, role } = named(story.memberships, membership)
    return {
      key,
      ...personOf(user),
      organisation: named(story.organisations, organisation).name,
      role,
      situation,
      ids: { user: numberOf(`user/${user}`), organisation: numberOf(`organisation/${organisation}`) },
    }
  }),
  ...staffCast.map(([key, user, situation]): Persona => ({
    key,
    ...personOf(user),
    organisation: null,
    role: named(story.users, user).staff ?? '',
    situation,
    ids: { user: numberOf(`user/${user}`), organisation: null },
  })),
]

function personOf(user: string): Pick<Persona, 'name' | 'email' | 'password'> {
  const { name, email } = named(story.users, user)
  return { name, email, password: demoPassword }
}

function numberOf(name: string): number {
  return Number(idOf(name).split(':')[1])
}

import type { Persona } from '../../../src/cli/persona'
import { demoPassword } from '../demo-password'
import { cast } from './cast/cast'
import { named } from './compile/named'
import { wholeStory } from './compile/whole-story'
import { idOf } from './names'
import { stories } from './stories'

const story = wholeStory(stories)

/** The people to sign in as: one for every row of the access table, and a few for its corners. */
export const personas: readonly Persona[] = cast.map(([key, membership, situation]) => {
  const { user, organisation, role } = named(story.memberships, membership)
  const { name, email } = named(story.users, user)
  return {
    key,
    name,
    email,
    password: demoPassword,
    organisation: named(story.organisations, organisation).name,
    role,
    situation,
    ids: { user: numberOf(`user/${user}`), organisation: numberOf(`organisation/${organisation}`) },
  }
})

function numberOf(name: string): number {
  return Number(idOf(name).split(':')[1])
}

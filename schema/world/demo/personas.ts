import { type Persona } from '../../../src/cli/persona'
import { demoPassword } from '../demo-password'
import { cast, staffCast } from './cast/cast'
import { named, wholeStory } from './compile/draft'
import { demoTokenOf } from './demo-token'
import { idOf } from './demo-world'
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

/** Key, API token of the demo world, the persona whose it is. */
const tokens: readonly (readonly [key: string, token: string, of: string])[] = [
  ['token-products', 'gartenbau-stock', 'members-owner'],
  ['token-people', 'gartenbau-people', 'members-owner'],
  ['token-reading', 'gartenbau-reports', 'members-owner'],
  ['token-everything', 'gartenbau-everything', 'members-owner'],
  ['token-of-collaborator', 'ida-sketches', 'members-collaborator'],
  ['token-of-partner', 'heckenwerk-reports', 'members-partner'],
  ['token-of-partner-people', 'heckenwerk-people', 'members-partner'],
]

/** Programs that act for people of the demo world, each with its API token. Scenarios ask as them; nobody signs in so. */
export const programs: readonly Persona[] = tokens.map(([key, token, of]) => {
  const person = personas.find((one) => one.key === of)
  if (person === undefined) throw new Error(`The demo world has no persona ${of}.`)
  const { application, scopes } = named(story.apiTokens, token)
  return { ...person, key, situation: application, token: { secret: demoTokenOf(token), scopes } }
})

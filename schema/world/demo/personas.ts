import { type DemoPersona } from '../../../src/cli/persona'
import { digestOf } from '../../../src/platform/crypto/sealed-text'
import { demoPassword, demoPasswordHash } from '../demo-password'
import { mergedFixtures, named } from './compile/draft'
import { demoTokenOf } from './demo-token'
import { idOf } from './demo-world'
import { fixtures } from './fixtures'
import { demoPeople, staffPeople } from './people/everybody'

const fixture = mergedFixtures(fixtures)

/** The people to sign in as: one for every row of the access table, a few for its corners, and the provider's staff. */
export const personas: readonly DemoPersona[] = [
  ...demoPeople.map(([key, membership, situation]): DemoPersona => {
    const { user, organisation, role } = named(fixture.memberships, membership)
    return {
      key,
      ...personOf(user),
      organisation: named(fixture.organisations, organisation).name,
      role,
      situation,
      ids: { user: numberOf(`user/${user}`), organisation: numberOf(`organisation/${organisation}`) },
    }
  }),
  ...staffPeople.map(([key, user, situation]): DemoPersona => ({
    key,
    ...personOf(user),
    organisation: null,
    role: named(fixture.users, user).staff ?? '',
    situation,
    ids: { user: numberOf(`user/${user}`), organisation: null },
  })),
]

function personOf(user: string): Pick<DemoPersona, 'name' | 'email' | 'password'> {
  const { name, email } = named(fixture.users, user)
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
export const programs: readonly DemoPersona[] = tokens.map(([key, token, of]) => {
  const person = personas.find((one) => one.key === of)
  if (person === undefined) throw new Error(`The demo world has no persona ${of}.`)
  const { application, scopes } = named(fixture.apiTokens, token)
  return { ...person, key, situation: application, token: { secret: demoTokenOf(token), scopes } }
})

/** What of made-up worlds everybody knows who has read this repository, as the database stores it. */
export const knownSecrets = {
  passwordHash: demoPasswordHash,
  tokenHashes: programs.flatMap(({ token }) => (token === undefined ? [] : [digestOf(token.secret)])),
}

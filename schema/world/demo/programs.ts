import type { Persona } from '../../../src/cli/persona'
import { demoTokenOf } from './demo-token'
import { named } from './compile/named'
import { wholeStory } from './compile/whole-story'
import { personas } from './personas'
import { stories } from './stories'

const story = wholeStory(stories)

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

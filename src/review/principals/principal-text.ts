import type { Principal } from '../../policy/principal'

/** Somebody in a few words that name nobody: `User:3 in Organisation:5 as OWNER`, `signed out`. */
export function principalText(principal: Principal): string {
  const { user, organisation, partner, role, accounting, token, staff } = principal
  if (user === null) return 'signed out'
  const place = organisation === null ? 'nowhere' : `in Organisation:${organisation.id}`
  return [
    `User:${user.id} ${place}`,
    ...(role === null ? [] : [`as ${role}${accounting ? ' with accounting' : ''}`]),
    ...(partner === null ? [] : ['of a Partner']),
    ...(staff === null ? [] : [`staff: ${staff}`]),
    ...(token ? ['by token'] : []),
  ].join(', ')
}

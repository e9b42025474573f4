import type { Inspection } from '../../src/write/inspection'
import type { CookieChoice } from '../staff/cookie-choice'
import { User } from '../user/user.entity'

/** What who is signed in has chosen; null where it was not asked yet, and for visitors, whose browser knows. */
export const cookieChoiceOf: Inspection<object, CookieChoice> = {
  name: 'cookieChoice',
  find: async ({ manager, principal: { user } }) => {
    if (user === null) return null
    return (await manager.findOneBy(User, { id: user.id }))?.cookieChoice ?? null
  },
}

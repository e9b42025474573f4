import type { AttributeWords } from './vocabulary'
import type { Principal } from './principal'

/** The values of who asks and of the clock, by the names that conditions carry: `principal.user.id`, `now`. */
export type Slots = ReadonlyMap<string, SlotValue>

/** What a condition is matched with: the value of a slot, undefined where nobody knows it. */
export type SlotValues = Pick<Slots, 'get'>

export type SlotValue = string | number | boolean | null | readonly string[]

/** What conditions may ask of the principal, after `principal.`; `list` is a list of texts. */
export const PRINCIPAL_WORDS: ReadonlyMap<string, AttributeWords['type'] | 'list'> = new Map([
  ['user.id', 'int'],
  ['organisation.id', 'int'],
  ['membership.id', 'int'],
  ['partner.id', 'int'],
  ['role', 'string'],
  ['accounting', 'bool'],
  ['scopes', 'list'],
  ['token', 'bool'],
  ['staff', 'string'],
])

/**
 * INVARIANT: every slot has a value, null where the principal lacks it; an unknown slot is no slot at all.
 * The parts of a principal are values, not rows: `principal.partner.id == null` says as much as
 * `principal.partner == null`.
 */
export function slotsOf(principal: Principal, now: Date): Slots {
  return new Map<string, SlotValue>([
    ['principal.user.id', principal.user?.id ?? null],
    ['principal.organisation.id', principal.organisation?.id ?? null],
    ['principal.membership.id', principal.membership?.id ?? null],
    ['principal.partner.id', principal.partner?.id ?? null],
    ['principal.role', principal.role],
    ['principal.accounting', principal.accounting],
    ['principal.scopes', principal.scopes],
    // No word of conditions: it only tells which row of a list is the own one.
    ['principal.session.id', principal.session?.id ?? null],
    ['principal.token', principal.token],
    ['principal.staff', principal.staff],
    ['now', now.toISOString()],
  ])
}

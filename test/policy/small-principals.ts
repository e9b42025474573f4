import { type Principal, SIGNED_OUT } from '../../src/policy/principal'

export const now = new Date('2026-03-01T12:00:00.000Z')

/** A member of an Organisation, by default its owner. */
export function memberOf(organisation: number, more: Partial<Principal> = {}): Principal {
  return {
    ...SIGNED_OUT,
    user: { id: 7 },
    organisation: { id: organisation },
    membership: { id: 70 },
    role: 'OWNER',
    ...more,
  }
}

/** The owner of an Organisation that is a Partner. */
export function partnerOf(organisation: number): Principal {
  return memberOf(organisation, { partner: { id: organisation } })
}

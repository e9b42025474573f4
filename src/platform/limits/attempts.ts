import { type Counters, type CounterStore, type RateLimit, rateLimitOn, tooMany } from './counters'

/**
 * Where somebody tries a password or a code. `known`: a session, a token or a device that has proved itself before; its
 * attempts are its own, and nobody else's count for it. `unknown`: anybody, from an address, at an account.
 */
export type AttemptPlace =
  | { readonly kind: 'known'; readonly key: string }
  | { readonly kind: 'unknown'; readonly account: string; readonly address: string }

/** Attempts to guess a secret that a person can remember. */
export interface Attempts {
  /** Counts an attempt before it is looked at, so that many at once do not slip through. @throws RATE_LIMITED: wait first. */
  begin(place: AttemptPlace): Promise<void>
  /** It was right: it does not count. INVARIANT: wrong ones before it still do, as a password is no proof of a code. */
  succeeded(place: AttemptPlace): Promise<void>
  /** All that was asked was right: nothing of this place stays counted. */
  provedItself(place: AttemptPlace): Promise<void>
  /** Codes that were wrong after a right password. @throws RATE_LIMITED */
  readonly codes: RateLimit
}

export interface AttemptLimits {
  /** How many wrong ones a place has before it is slowed. */
  readonly free: number
  /** How many wrong ones an address has, at whatever accounts. */
  readonly perAddress: number
}

const QUARTER_OF_AN_HOUR = 900
/** What a place waits after its free attempts, doubled with each one more, up to the last. */
const FIRST_WAIT = 15
const LONGEST_WAIT = 120
/** From how many wrong attempts at one account on, times the free ones, an unknown place has a single one. */
const UNDER_ATTACK = 10
/** How many wrong codes after a right password, times the free ones, an account takes from unknown places. */
const MOST_CODES = 5

/**
 * INVARIANT: an account is never locked. Whoever attacks it from many places makes each unknown place, one that was not seen
 * yet too, have one attempt and then wait; the right password is taken at the first. Known places are not concerned.
 */
export function attemptsOn(store: CounterStore, { free, perAddress }: AttemptLimits): Attempts {
  const addresses = rateLimitOn(store.counters('sign-in address', QUARTER_OF_AN_HOUR), perAddress)
  const accounts = store.counters('sign-in account', QUARTER_OF_AN_HOUR)
  const tries = slowed(
    store.counters('sign-in place', QUARTER_OF_AN_HOUR),
    store.counters('sign-in wait', FIRST_WAIT),
  )
  const giveBack = async (place: AttemptPlace): Promise<void> => {
    if (place.kind === 'known') return
    await accounts.reward(place.account, 1)
    await addresses.giveBack(place.address, 1)
  }
  return {
    begin: async (place) => {
      if (place.kind === 'known') return tries.begin(nameOf(place), free)
      await addresses.spend(place.address, 1)
      const { consumedPoints } = await accounts.penalty(place.account, 1)
      const left = consumedPoints > free * UNDER_ATTACK ? 1 : free
      await tries.begin(nameOf(place), left).catch(async (refusal: unknown) => {
        // WHY: what was not looked at tells nothing of the account.
        await accounts.reward(place.account, 1)
        throw refusal
      })
    },
    succeeded: async (place) => {
      await tries.giveBack(nameOf(place))
      await giveBack(place)
    },
    provedItself: async (place) => {
      await tries.forget(nameOf(place))
      await giveBack(place)
    },
    codes: rateLimitOn(store.counters('sign-in codes', QUARTER_OF_AN_HOUR), free * MOST_CODES),
  }
}

function nameOf(place: AttemptPlace): string {
  return place.kind === 'known' ? place.key : `${place.account} ${place.address}`
}

interface Slowed {
  begin(key: string, free: number): Promise<void>
  giveBack(key: string): Promise<void>
  forget(key: string): Promise<void>
}

/** A few attempts at once, then one at a time, after a wait that grows. */
function slowed(tries: Counters, waits: Counters): Slowed {
  return {
    begin: async (key, free) => {
      const { consumedPoints: tried } = await tries.penalty(key, 1)
      if (tried < free) return
      const customDuration = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(10, tried - free))
      // INVARIANT: of several at once, the one that begins the wait is looked at.
      const { consumedPoints: waiting, msBeforeNext } = await waits.penalty(key, 1, { customDuration })
      if (waiting === 1) return
      await tries.reward(key, 1)
      throw tooMany(msBeforeNext)
    },
    giveBack: async (key) => {
      await tries.reward(key, 1)
      await waits.delete(key)
    },
    forget: async (key) => {
      await tries.delete(key)
      await waits.delete(key)
    },
  }
}

import { type Counters, type CounterStore, type RateLimit, rateLimitOn, tooMany } from './counters'

/**
 * The place from which a password or code is tried. `known`: a session, a token or a device that proved itself before; its
 * attempts are counted separately. `unknown`: any other caller, by its address and the account it tries.
 */
export type AttemptPlace =
  | { readonly kind: 'known'; readonly key: string }
  | { readonly kind: 'unknown'; readonly account: string; readonly address: string }

/** Attempts to guess a secret that a person can remember. */
export interface Attempts {
  /** Counts an attempt before it is checked, so that concurrent ones do not slip through. @throws RATE_LIMITED: wait first. */
  begin(place: AttemptPlace): Promise<void>
  /** Takes back a right attempt. INVARIANT: wrong ones before it still count, as a password is no proof of a code. */
  succeeded(place: AttemptPlace): Promise<void>
  /** Everything was right: this place starts at zero again. */
  provedItself(place: AttemptPlace): Promise<void>
  /** Counts wrong codes after a right password. @throws RATE_LIMITED */
  readonly codes: RateLimit
}

export interface AttemptLimits {
  /** How many wrong attempts a place has before it must wait. */
  readonly free: number
  /** How many wrong attempts an address has, for all accounts together. */
  readonly perAddress: number
}

const QUARTER_OF_AN_HOUR = 900
/** How long a place waits after its free attempts: the first wait, doubled with each further attempt, up to the last. */
const FIRST_WAIT = 15
const LONGEST_WAIT = 120
/** After how many wrong attempts at one account, as a multiple of the free ones, an unknown place has a single attempt. */
const UNDER_ATTACK = 10
/** How many wrong codes after a right password an account accepts from unknown places, as a multiple of the free attempts. */
const MOST_CODES = 5

/**
 * INVARIANT: an account is never locked. After an attack from many places each unknown place, also a new one, has one
 * attempt and must then wait; the right password works at that attempt. Known places are not affected.
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
        // WHY: an attempt that was not checked says nothing about the account.
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
      // INVARIANT: of several concurrent attempts, the one that begins the wait is checked.
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

import fc from 'fast-check'
import { PASSWORD } from './cast'
import { type Deed, must, pick, refused } from './deed'
import { active, fullOf, type Mandate, type Mode, type Model } from './model'
import { mutate } from './real'

const ERRORS = 'userErrors { code reason field }'
const numbers = fc.nat({ max: 1000 })
const modes = fc.constantFrom<Mode>('CLIENT_PAYS', 'PARTNER_PAYS')
const accesses = fc.constantFrom<Mandate['access']>('LIMITED', 'FULL')
let turns = 0

/** What the client offers: products picked among its own, or a payment mode. */
const invite = fc
  .record({
    client: numbers,
    partner: numbers,
    access: accesses,
    mode: modes,
    products: fc.array(numbers, { maxLength: 3 }),
  })
  .map(inviting)

interface Invitation {
  readonly client: number
  readonly partner: number
  readonly access: Mandate['access']
  readonly mode: Mode
  readonly products: readonly number[]
}

export function inviting({ client, partner, access, mode, products }: Invitation): Deed {
  const chosen = (model: Model) => {
    const who = must(pick(model.clients, client))
    return {
      who,
      partner: must(pick(model.partners, partner)).organisation,
      grants: ownProducts(model, who, products),
    }
  }
  return {
    text: `invite ${partner} ${access} ${mode} by ${client}`,
    predict: (model) => {
      const { who, partner: whom, grants } = chosen(model)
      const live = model.mandates.some(
        (one) =>
          one.client === who && one.partner === whom && (one.status === 'PENDING' || one.status === 'ACTIVE'),
      )
      if (access === 'LIMITED' && grants.length === 0) return refused('BAD_USER_INPUT')
      if (live || (access === 'FULL' && fullOf(model, who) !== undefined)) return refused('CONFLICT')
      return {
        verdict: 'done',
        done: ({ id = '' }) => {
          const terms = { access, mode: access === 'FULL' ? mode : null, grants: granted(access, grants) }
          model.mandates.push({ id, client: who, partner: whom, status: 'PENDING', ...terms })
        },
      }
    },
    does: (model, real) => {
      const { who, partner: whom, grants } = chosen(model)
      return mutate(real, who, {
        text: `mutation ($input: InvitePartnerInput!) { invitePartner(input: $input) { partnership { id } ${ERRORS} } }`,
        input: { partnerId: `Partner:${whom}`, access, ...offer(model, access, { mode, grants }) },
        reported: (payload) => ({ id: payload.partnership.id }),
      })
    },
  }
}

/** The answer of the invited Partner, or a change of mind of the client. */
const answer = fc
  .record({
    which: numbers,
    how: fc.constantFrom('accept', 'accept', 'accept', 'accept', 'refuse', 'cancel'),
  })
  .map(answering)

export function answering({ which, how }: { readonly which: number; readonly how: string }): Deed {
  const document =
    { accept: 'acceptInvitation', refuse: 'refuseInvitation', cancel: 'cancelInvitation' }[how] ?? ''
  const type = how === 'cancel' ? 'PartnershipInput' : 'AnswerInvitationInput'
  const status = { accept: 'ACTIVE', refuse: 'REFUSED', cancel: 'CANCELLED' } as const
  return {
    text: `${how} ${which}`,
    predict: (model) => {
      const mandate = pickMandate(model, which, 'PENDING')
      if (mandate === undefined) return refused('NOT_FOUND')
      if (mandate.status !== 'PENDING') return refused('FORBIDDEN')
      const second =
        how === 'accept' && mandate.access === 'FULL' && fullOf(model, mandate.client) !== undefined
      if (second) return refused('CONFLICT')
      return {
        verdict: 'done',
        done: () => {
          mandate.status = status[how as keyof typeof status]
        },
      }
    },
    does: (model, real) => {
      const mandate = pickMandate(model, which, 'PENDING')
      const as = how === 'cancel' ? mandate?.client : mandate?.partner
      return mutate(real, as ?? must(model.clients[0]), {
        text: `mutation ($input: ${type}!) { ${document}(input: $input) { ${ERRORS} } }`,
        input: { partnershipId: mandate?.id ?? 'Partnership:999999999' },
      })
    },
  }
}

const switchMode = fc
  .record({ which: numbers, mode: modes, byPartner: fc.boolean() })
  .map(({ which, mode, byPartner }): Deed => ({
    text: `switch ${which} to ${mode}${byPartner ? ' by the Partner' : ''}`,
    predict: (model) => {
      const mandate = pickMandate(model, which, 'ACTIVE')
      if (mandate === undefined) return refused('NOT_FOUND')
      if (byPartner || mandate.status !== 'ACTIVE' || mandate.access !== 'FULL') return refused('FORBIDDEN')
      if (mandate.mode === mode) return refused('CONFLICT')
      return {
        verdict: 'done',
        done: () => {
          mandate.mode = mode
        },
      }
    },
    does: (model, real) => {
      const mandate = pickMandate(model, which, 'ACTIVE')
      const as = (byPartner ? mandate?.partner : mandate?.client) ?? must(model.clients[0])
      return mutate(real, as, {
        text: `mutation ($input: ChangePaymentModeInput!) { changePaymentMode(input: $input) { ${ERRORS} } }`,
        input: { partnershipId: mandate?.id ?? 'Partnership:999999999', paymentMode: mode },
      })
    },
  }))

const changeAccess = fc
  .record({ which: numbers, access: accesses, mode: modes, products: fc.array(numbers, { maxLength: 3 }) })
  .map(({ which, access, mode, products }): Deed => {
    return {
      text: `change ${which} to ${access} ${mode}`,
      predict: (model) => {
        const mandate = pickMandate(model, which, 'ACTIVE')
        const grants = mandate === undefined ? [] : ownProducts(model, mandate.client, products)
        // Its shape comes first, whatever the mandate.
        if (access === 'LIMITED' && grants.length === 0) return refused('BAD_USER_INPUT')
        if (mandate === undefined) return refused('NOT_FOUND')
        if (mandate.status !== 'ACTIVE') return refused('FORBIDDEN')
        // The mode is changed by its own mutation: a full mandate stays as it is.
        if (access === 'FULL' && mandate.access === 'FULL') return refused('CONFLICT')
        if (
          access === 'FULL' &&
          active(model, mandate.client).some((one) => one !== mandate && one.access === 'FULL')
        )
          return refused('CONFLICT')
        const before = new Set(mandate.grants.map((grant) => grant.product))
        const same =
          mandate.access === access && before.size === grants.length && grants.every((one) => before.has(one))
        if (same) return refused('CONFLICT')
        return {
          verdict: 'done',
          done: () => {
            const kept = mandate.grants.filter((grant) => grants.includes(grant.product))
            const fresh = grants.filter((product) => !kept.some((grant) => grant.product === product))
            // Whoever is limited pays nothing for the client any more.
            if (access === 'LIMITED') handBack(model, mandate)
            mandate.access = access
            mandate.mode = access === 'FULL' ? mode : null
            mandate.grants = access === 'FULL' ? [] : [...kept, ...granted(access, fresh)]
          },
        }
      },
      does: (model, real) => {
        const mandate = pickMandate(model, which, 'ACTIVE')
        const grants = mandate === undefined ? [] : ownProducts(model, mandate.client, products)
        return mutate(real, mandate?.client ?? must(model.clients[0]), {
          text: `mutation ($input: ChangePartnershipAccessInput!) { changePartnershipAccess(input: $input) { ${ERRORS} } }`,
          input: {
            partnershipId: mandate?.id ?? 'Partnership:999999999',
            access,
            ...offer(model, access, { mode, grants }),
          },
        })
      },
    }
  })

const end = fc
  .record({ which: numbers, byPartner: fc.boolean(), wrong: fc.nat({ max: 9 }) })
  .map(({ which, byPartner, wrong }): Deed => ({
    text: `end ${which} by ${byPartner ? 'the Partner' : 'the client'}${wrong === 0 ? ' with a wrong password' : ''}`,
    predict: (model) => {
      const mandate = pickMandate(model, which, 'ACTIVE')
      if (mandate === undefined) return refused('NOT_FOUND')
      if (mandate.status !== 'ACTIVE') return refused('FORBIDDEN')
      if (wrong === 0) return refused('BAD_USER_INPUT')
      return {
        verdict: 'done',
        done: () => {
          mandate.status = 'ENDED'
          handBack(model, mandate)
        },
      }
    },
    does: (model, real) => {
      const mandate = pickMandate(model, which, 'ACTIVE')
      const as = (byPartner ? mandate?.partner : mandate?.client) ?? must(model.clients[0])
      return mutate(real, as, {
        text: `mutation ($input: EndPartnershipInput!) { endPartnership(input: $input) { ${ERRORS} } }`,
        input: {
          partnershipId: mandate?.id ?? 'Partnership:999999999',
          password: wrong === 0 ? 'not this one' : PASSWORD,
        },
      })
    },
  }))

export const deedsOnMandates = [
  invite,
  invite,
  answer,
  answer,
  answer,
  switchMode,
  switchMode,
  changeAccess,
  end,
]

function handBack(model: Model, { client, partner }: Mandate): void {
  const paid = model.products.filter((product) => product.client === client && product.payer === partner)
  for (const product of paid) product.payer = client
}

/** Mostly one for which it makes sense, sometimes any. */
function pickMandate(model: Model, which: number, status: Mandate['status']): Mandate | undefined {
  const sensible = model.mandates.filter((mandate) => mandate.status === status)
  return pick(which % 5 === 0 || sensible.length === 0 ? model.mandates : sensible, which)
}

/** Products of one client, by their places in the model, each once. */
function ownProducts(model: Model, client: number, wanted: readonly number[]): number[] {
  const own = model.products.flatMap((product, place) => (product.client === client ? [place] : []))
  return [...new Set(wanted.flatMap((number) => pick(own, number) ?? []))]
}

function granted(access: Mandate['access'], products: readonly number[]): Mandate['grants'] {
  if (access === 'FULL') return []
  return products.map((product) => ({ product, turn: (turns += 1) }))
}

function offer(
  model: Model,
  access: Mandate['access'],
  { mode, grants }: { readonly mode: Mode; readonly grants: readonly number[] },
): object {
  return access === 'FULL'
    ? { paymentMode: mode }
    : { productIds: grants.map((place) => must(model.products[place]).id) }
}

import fc from 'fast-check'
import { type PayingMandate, orderTerms, placementOf, renewalTerms } from '../../schema/billing/order-terms'

const client = 1
const partner = 2
const other = 3

const mandate = (facts: Partial<PayingMandate> = {}): PayingMandate => ({
  client,
  partner,
  status: 'ACTIVE',
  partnerAccess: 'FULL',
  paymentMode: 'CLIENT_PAYS',
  ...facts,
})
const limited = mandate({ partnerAccess: 'LIMITED', paymentMode: null })
const clientPays = mandate()
const partnerPays = mandate({ paymentMode: 'PARTNER_PAYS' })

const public_ = { payer: client, price: 'PUBLIC', income: 'CASHBACK' }
const reseller = { payer: partner, price: 'RESELLER', income: 'DISCOUNT' }

describe('who settles an order', () => {
  it.each([
    ['the client, without a Partner', client, [], public_],
    ['the client, under client pays', client, [clientPays], public_],
    ['the client, under partner pays', client, [partnerPays], public_],
    ['the client, with a limited Partner', client, [limited], public_],
    ['the Partner, under client pays', partner, [clientPays], public_],
    ['the Partner, under partner pays', partner, [partnerPays], reseller],
    ['the Partner, under limited access', partner, [limited], public_],
    [
      'a limited Partner, while another one pays',
      other,
      [partnerPays, mandate({ ...limited, partner: other })],
      public_,
    ],
  ])('placed by %s', (_who, placedIn, mandates, terms) => {
    const placement = placementOf({ placedIn, placedFor: client }, mandates)
    expect(placement).toBeDefined()
    if (placement !== undefined) expect(orderTerms(placement)).toEqual(terms)
  })

  const nobodies: readonly (readonly [string, number, readonly PayingMandate[]])[] = [
    ['a stranger', other, [partnerPays]],
    ['a Partner without a mandate', partner, []],
    ['a Partner of another client', partner, [mandate({ client: other })]],
    ['the client of a Partner, for the Partner', client, [mandate({ client: partner, partner: other })]],
    ['a full Partner without a mode', partner, [mandate({ paymentMode: null })]],
    ...(['PENDING', 'REFUSED', 'CANCELLED', 'EXPIRED', 'ENDED'] as const).map(
      (status) => [`a Partner whose mandate is ${status}`, partner, [mandate({ status })]] as const,
    ),
  ]
  it.each(nobodies)('is nobody where it is placed by %s', (_who, placedIn, mandates) => {
    const placedFor = placedIn === client ? partner : client
    expect(placementOf({ placedIn, placedFor }, mandates)).toBeUndefined()
  })

  it('is the client, or a Partner that ordered with an active full mandate under partner pays', () => {
    const anyMandate = fc.record({
      client: fc.integer({ min: 1, max: 3 }),
      partner: fc.integer({ min: 1, max: 3 }),
      status: fc.constantFrom('PENDING', 'ACTIVE', 'REFUSED', 'CANCELLED', 'EXPIRED', 'ENDED'),
      partnerAccess: fc.constantFrom('LIMITED', 'FULL'),
      paymentMode: fc.constantFrom('CLIENT_PAYS', 'PARTNER_PAYS', null),
    })
    const anybody = fc.integer({ min: 1, max: 3 })
    fc.assert(
      fc.property(
        fc.array(anyMandate, { maxLength: 5 }),
        anybody,
        anybody,
        (mandates, placedIn, placedFor) => {
          const placement = placementOf({ placedIn, placedFor }, mandates)
          if (placedIn === placedFor) expect(placement?.by).toBe('CLIENT')
          if (placement === undefined) return
          const grounds = mandates.some(
            (each) =>
              each.client === placedFor &&
              each.partner === placedIn &&
              each.status === 'ACTIVE' &&
              each.partnerAccess === 'FULL' &&
              each.paymentMode === 'PARTNER_PAYS',
          )
          const own = { payer: placedFor, price: 'PUBLIC', income: 'CASHBACK' }
          const resold = { payer: placedIn, price: 'RESELLER', income: 'DISCOUNT' }
          expect(grounds && placedIn !== placedFor ? [own, resold] : [own]).toContainEqual(
            orderTerms(placement),
          )
        },
      ),
    )
  })
})

describe('who settles a renewal', () => {
  const paidByClient = { organisation: client, payer: client }
  const paidByPartner = { organisation: client, payer: partner }
  const byClient = { by: 'PLACEMENT', placement: { by: 'CLIENT', client } } as const
  const byPartner = (paymentMode: 'CLIENT_PAYS' | 'PARTNER_PAYS') =>
    ({ by: 'PLACEMENT', placement: { by: 'FULL_PARTNER', client, partner, paymentMode } }) as const
  const byLimited = { by: 'PLACEMENT', placement: { by: 'LIMITED_PARTNER', client, partner: other } } as const

  it.each([
    ['by itself, of what the client pays', { by: 'ITSELF' }, paidByClient, public_],
    ['by itself, of what the Partner pays', { by: 'ITSELF' }, paidByPartner, reseller],
    ['by the client, of what it pays', byClient, paidByClient, public_],
    ['by the client, of what the Partner pays', byClient, paidByPartner, public_],
    ['by the Partner, under client pays', byPartner('CLIENT_PAYS'), paidByClient, public_],
    ['by the Partner, under partner pays', byPartner('PARTNER_PAYS'), paidByPartner, reseller],
    [
      'by the Partner, of what it paid before the switch to client pays',
      byPartner('CLIENT_PAYS'),
      paidByPartner,
      public_,
    ],
    [
      'by the Partner, of what the client paid before the switch to partner pays',
      byPartner('PARTNER_PAYS'),
      paidByClient,
      reseller,
    ],
    ['by a limited Partner, of what the client pays', byLimited, paidByClient, public_],
  ] as const)('%s', (_which, renewal, product, terms) => {
    expect(renewalTerms(renewal, product)).toEqual(terms)
  })
})

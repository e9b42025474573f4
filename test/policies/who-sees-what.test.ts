import { personas } from '../../schema/world/demo/personas'
import { type LinkedRow, type LinkedWorld } from '../../src/analysis/leaks/world-change'
import { bindPolicy, type BoundPolicy } from '../../src/policy/compile/class-policy'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { decide } from '../../src/policy/evaluate/decide'
import { type PolicySet } from '../../src/policy/policy-set'
import { SIGNED_OUT } from '../../src/policy/principal'
import { type Vocabulary } from '../../src/policy/vocabulary'
import { type Change, demoFacts, idAt, principalOf, rowOf } from './demo-facts'
import { realPolicyFiles } from './real-policy-files'
import { realVocabulary } from './real-vocabulary'

const now = new Date('2026-11-23T12:00:00.000Z')

describe('who sees what in the demo world', () => {
  let vocabulary: Vocabulary
  let set: PolicySet
  let world: LinkedWorld

  beforeAll(async () => {
    vocabulary = await realVocabulary()
    set = loadPolicies(realPolicyFiles(), vocabulary)
    world = await demoFacts()
  })

  describe.each(personas.map((one) => one.key))('%s', (key) => {
    let bound: BoundPolicy
    let me: number | null

    beforeAll(() => {
      const principal = principalOf(world, key)
      bound = bindPolicy(set, principal, now)
      me = principal.organisation?.id ?? null
    })

    it('sees at least itself', () => {
      expect(rowsOf('User').filter((row) => reads(row, 'email')).length).toBeGreaterThan(0)
    })

    it('sees no cell of a row it may not know', () => {
      const strayed = [...set.types.keys()].flatMap((type) =>
        rowsOf(type)
          .filter((row) => !decide(bound, { action: 'read', type }, row))
          .flatMap((row) => fieldsOf(type).filter((field) => reads(row, field)))
          .map((field) => `${type}.${field}`),
      )
      expect(strayed).toEqual([])
    })

    it('sees invoices, their lines and credit notes only where its Organisation is billed', () => {
      const billed = [
        ...rowsOf('Invoice').map((row) => ({ row, invoice: row })),
        ...['InvoiceLine', 'CreditNote'].flatMap((type) =>
          rowsOf(type).map((row) => ({ row, invoice: row['invoice'] as LinkedRow })),
        ),
      ]
      const elsewhere = billed.filter(({ invoice }) => idAt(invoice['billedOrganisation']) !== me)
      expect(labels(elsewhere.map(({ row }) => row).filter(known))).toEqual([])
    })

    it('sees what an order costs only where its Organisation pays, but for public prices of its own orders', () => {
      const others = rowsOf('Order').filter((row) => idAt(row['payer']) !== me)
      expect(labels(others.filter((row) => reads(row, 'total') || reads(row, 'invoice')))).toEqual([])
      const lines = rowsOf('OrderLine').filter((row) => others.includes(row['order'] as LinkedRow))
      expect(labels(lines.filter((row) => reads(row, 'price') || reads(row, 'discountRate')))).toEqual([])
      const priced = lines.filter((row) => reads(row, 'publicPrice')).map((row) => row['order'] as LinkedRow)
      expect(labels(priced.filter((order) => idAt(order['organisation']) !== me))).toEqual([])
    })

    it('sees a reseller price only where its Organisation pays for somebody else', () => {
      const shown = rowsOf('Product').filter((row) => reads(row, 'resellerPrice'))
      expect(
        labels(shown.filter((row) => idAt(row['payer']) !== me || idAt(row['organisation']) === me)),
      ).toEqual([])
    })

    it('sees wallets, means of payment, billing addresses and VAT data only of its own Organisation', () => {
      const others = rowsOf('Organisation').filter((row) => row['id'] !== me)
      const fields = [
        'vatNumber',
        'vatStatus',
        'legalName',
        'billingAddresses',
        'paymentMeans',
        'prepaidAccount',
      ]
      expect(labels(others.filter((row) => fields.some((field) => reads(row, field))))).toEqual([])
      const parts = ['BillingAddress', 'PaymentMeans', 'PrepaidAccount'].flatMap(rowsOf)
      const foreign = parts.filter((row) => idAt(row['organisation']) !== me)
      expect(labels(foreign.filter(known))).toEqual([])
    })

    it('transfers products of its own Organisation only', () => {
      const others = rowsOf('Product').filter((row) => idAt(row['organisation']) !== me)
      expect(
        labels(others.filter((row) => decide(bound, { action: 'transfer', type: 'Product' }, row))),
      ).toEqual([])
    })

    function known(row: LinkedRow): boolean {
      return decide(bound, { action: 'read', type: typeOf(row) }, row)
    }

    function reads(row: LinkedRow, field: string): boolean {
      return decide(bound, { action: 'read', type: typeOf(row), field }, row)
    }
  })

  it('shows nothing to the signed-out', () => {
    const nobody = bindPolicy(set, SIGNED_OUT, now)
    const types = [...set.types.keys()]
    expect(types.length).toBeGreaterThan(15)
    const seen = types.filter((type) =>
      rowsOf(type).some((row) => decide(nobody, { action: 'read', type }, row)),
    )
    expect(seen).toEqual([])
  })

  it.each(['partner-refused', 'partner-cancelled', 'partner-expired', 'partner-ended'])(
    'shows %s no Organisation but its own',
    (key) => {
      const principal = principalOf(world, key)
      const bound = bindPolicy(set, principal, now)
      const known = rowsOf('Organisation').filter((row) =>
        decide(bound, { action: 'read', type: 'Organisation' }, row),
      )
      expect(known.map((row) => row['id'])).toEqual([principal.organisation?.id])
    },
  )

  it.each<[string, string, string, readonly Change[], boolean]>([
    ['a full Partner', 'partner-switched', 'product/lakeside-mail', [], true],
    [
      'one whose mandate has ended',
      'partner-switched',
      'product/lakeside-mail',
      [ended('lakeside-kontrast')],
      false,
    ],
    [
      'one who pays, its mandate ended',
      'partner-switched',
      'product/lakeside-booking',
      [ended('lakeside-kontrast')],
      false,
    ],
    [
      'its order, the mandate ended',
      'partner-switched',
      'order/lakeside-after-switch',
      [ended('lakeside-kontrast')],
      true,
    ],
    [
      'its order the client paid, ended',
      'partner-switched',
      'order/lakeside-before-switch',
      [ended('lakeside-kontrast')],
      false,
    ],
    [
      'a colleague granted, ended',
      'partner-collaborator-granted',
      'organisation/lakeside',
      [ended('lakeside-kontrast')],
      false,
    ],
    ['a product not granted to a limited Partner', 'partner-limited', 'product/lakeside-mail', [], false],
    ['a product granted to a limited Partner', 'partner-limited', 'product/lakeside-newsletter', [], true],
    [
      'one granted, then transferred',
      'partner-limited',
      'product/lakeside-newsletter',
      [moved('lakeside-newsletter')],
      false,
    ],
    [
      'one granted, then transferred',
      'client-external',
      'product/lakeside-newsletter',
      [moved('lakeside-newsletter')],
      false,
    ],
    ["a client's client", 'partner-full-client-pays', 'organisation/lakeside', [], false],
    ['a client that has not answered', 'partner-limited', 'organisation/birkenhof', [], false],
    ['a client that invites', 'partner-pending', 'organisation/lakeside', [], true],
    [
      'an order another Partner placed',
      'partner-switched',
      'order/lakeside-campaign-by-pixelwerk',
      [],
      false,
    ],
    ["a rival's mandate", 'partner-limited', 'partnership/lakeside-kontrast', [], false],
    ['a client as its former external', 'external-became-partner', 'organisation/birkenhof', [], true],
  ])('%s: %s on %s', async (_case, key, name, changes, known) => {
    const facts = await demoFacts(changes)
    const row = rowOf(facts, name)
    const bound = bindPolicy(set, principalOf(facts, key), now)
    expect(decide(bound, { action: 'read', type: typeOf(row) }, row)).toBe(known)
  })

  it.each([
    ['partner-switched', 'order-line/lakeside-after-switch/1', 'price', true],
    ['partner-accountant-granted', 'order-line/lakeside-after-switch/1', 'description', true],
    ['partner-accountant-granted', 'order-line/lakeside-after-switch/1', 'price', false],
    ['partner-accountant-granted', 'invoice/lakeside-after-switch', 'gross', true],
    ['partner-accountant', 'order/lakeside-after-switch', 'placedAt', false],
    ['partner-accountant', 'invoice/lakeside-after-switch', 'gross', true],
    ['partner-switched', 'order-line/lakeside-before-switch/1', 'publicPrice', true],
    ['client-owner', 'order-line/lakeside-before-switch/1', 'price', true],
    ['client-owner', 'order-line/lakeside-after-switch/1', 'price', false],
    ['client-owner', 'product/lakeside-booking', 'payer', true],
    ['client-owner', 'product/lakeside-booking', 'publicPrice', false],
    ['client-owner', 'user/fabian-roth', 'name', true],
    ['client-owner', 'user/fabian-roth', 'email', false],
    ['client-accountant', 'product/lakeside-mail', 'publicPrice', true],
    ['client-accountant', 'product/lakeside-mail', 'name', false],
    ['client-accountant', 'product/lakeside-booking', 'expiresOn', false],
    ['partner-switched', 'product/montclair-website', 'resellerPrice', true],
    ['partner-switched', 'product/montclair-website', 'publicPrice', true],
    ['partner-switched', 'product/montclair-mail', 'publicPrice', true],
    ['partner-switched', 'product/lakeside-mail', 'publicPrice', false],
    ['partner-limited', 'partnership/birkenhof-pixelwerk', 'productCount', false],
    ['partner-pending', 'partnership/jura-nordlicht', 'productCount', true],
    ['partner-pending', 'partnership/jura-nordlicht', 'grantedProducts', false],
    ['client-external', 'user/marco-steiner', 'name', true],
    ['client-external', 'user/nina-keller', 'name', false],
  ] as const)('%s on %s, %s: %s', (key, name, field, shown) => {
    const row = rowOf(world, name)
    const bound = bindPolicy(set, principalOf(world, key), now)
    expect(decide(bound, { action: 'read', type: typeOf(row), field }, row)).toBe(shown)
  })

  function rowsOf(type: string): readonly LinkedRow[] {
    return [...(world.get(type)?.values() ?? [])]
  }

  function fieldsOf(type: string): readonly string[] {
    return vocabulary.types.get(type)?.fields.map((field) => field.name) ?? []
  }
})

function ended(partnership: string): Change {
  return { row: `partnership/${partnership}`, set: { status: 'ENDED' } }
}

function moved(product: string): Change {
  return { row: `product/${product}`, set: { organisation_id: 2 } }
}

/** WHY: a row leads to the whole world; a failing test that prints one never ends. */
function labels(rows: readonly LinkedRow[]): readonly string[] {
  return rows.map((row) => `${typeOf(row)}:${String(row['id'])}`)
}

function typeOf(row: LinkedRow): string {
  return String(row['__typename'])
}

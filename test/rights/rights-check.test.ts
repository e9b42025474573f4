import { fillDemoWorld, idOf } from '../../schema/world/demo/demo-world'
import { actingAs, everybody } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { type RealEngine, realEngine } from '../support/real-engine'

const CHECK = `query ($id: ID!) { product(id: $id) { rightsCheck {
  userProfile { name } organisation { name } billing { name } holder { name } differs } } }`

/** What somebody sees of the check, in the order user profile, organisation, billing, holder, warning. */
type Seen = readonly (string | boolean | null)[] | null

const everything = ['Claire Cordier', 'Cordier Horlogerie', 'Onde Bleue', 'Elena Marchetti', true]

eachDatabase((_name, open) => {
  let engine: RealEngine
  beforeAll(async () => {
    const database = await open()
    await fillDemoWorld(database)
    engine = realEngine(database)
  })

  const seen = async (persona: string, product: string): Promise<Seen> => {
    const principal = await actingAs(engine.dataSource, persona)
    const answer = await engine.ask({
      text: CHECK,
      as: principal,
      variables: { id: idOf(`product/${product}`) },
    })
    expect(answer.errors).toBeUndefined()
    if (answer.data.product === null) return null
    const check = answer.data.product.rightsCheck
    if (check === null) return []
    const { userProfile, organisation, billing, holder, differs } = check
    return [userProfile, organisation, billing, holder].map((one) => one?.name ?? null).concat([differs])
  }

  test.each<[string, string, Seen]>([
    // Managed by the owner, installed on the client, paid by the Partner, held by somebody who is neither.
    ['client-owner-partner-pays', 'cordier-domain', everything],
    ['partner-full-partner-pays', 'cordier-domain', everything],
    ['partner-administrator', 'cordier-domain', everything],
    ['client-accountant-partner-pays', 'cordier-domain', null],
    ['holder-not-member', 'cordier-collectors-domain', null],
    ['stranger', 'cordier-domain', null],
    ['nobody', 'cordier-domain', null],
    // The full Partner paid before; the client pays this one, and the limited Partner looks after it.
    [
      'client-owner',
      'lakeside-newsletter',
      ['Laura Meier', 'Lakeside Hotel', 'Lakeside Hotel', 'Lakeside Hotel AG', true],
    ],
    [
      'partner-limited',
      'lakeside-newsletter',
      ['Laura Meier', 'Lakeside Hotel', null, 'Lakeside Hotel AG', null],
    ],
    [
      'partner-limited-collaborator',
      'lakeside-newsletter',
      [null, 'Lakeside Hotel', null, 'Lakeside Hotel AG', null],
    ],
    ['partner-switched', 'lakeside-newsletter', [null, 'Lakeside Hotel', null, 'Lakeside Hotel AG', null]],
    ['client-collaborator', 'lakeside-website', [null, 'Lakeside Hotel', null, 'Lakeside Hotel AG', null]],
    ['client-external', 'lakeside-website', null],
  ])('%s, of %s', async (persona, product, expected) => {
    expect(await seen(persona, product)).toEqual(expected)
  })

  test('everybody: no warning without all four names, and a warning where they see them all differ', async () => {
    const products = await engine.dataSource.query<Known[]>(KNOWN)
    let warned = 0
    for (const persona of everybody) {
      for (const product of products) {
        const answer = await engine.ask({
          text: CHECK,
          as: await actingAs(engine.dataSource, persona),
          variables: { id: `Product:${product.id}` },
        })
        const check = answer.data.product?.rightsCheck ?? null
        if (check === null) continue
        const { userProfile, organisation, billing, holder, differs } = check
        const names = [userProfile, organisation, billing, holder].map((one) => one?.name ?? null)
        const truth = [product.user_name, product.organisation, product.payer, product.holder]
        const about = `${persona} ${product.id}`
        // A name that is shown is the true one.
        expect([about, names.every((name, at) => name === null || name === truth[at])]).toEqual([about, true])
        const all = names.every((name, at) => name === truth[at])
        if (differs !== null) {
          // A Partner that pays is always warned, whoever else is named: its warning tells nothing.
          const isPartnerThatPays = differs && billing !== null && billing.name !== organisation.name
          expect([about, all || isPartnerThatPays]).toEqual([about, true])
          expect([about, differs]).toEqual([about, differsInSubstance(product)])
          warned += differs === true ? 1 : 0
        }
      }
    }
    expect(warned).toBeGreaterThan(10)
  })
})

/** Written apart from the column: a person of the Organisation and the Organisation itself are one side. */
function differsInSubstance(product: Known): boolean {
  const own = (name: string | null, names: readonly (string | null)[]): boolean =>
    name === null || names.includes(name)
  const people = (product.people ?? '').split(',')
  const sides = [product.organisation, product.legal_name, ...people]
  return (
    product.payer !== product.organisation || !own(product.user_name, people) || !own(product.holder, sides)
  )
}

interface Known {
  readonly legal_name: string
  /** The names of those who belong to it, but for external people. */
  readonly people: string | null
  readonly id: number
  readonly user_name: string | null
  readonly organisation: string
  readonly payer: string
  readonly holder: string | null
}

const KNOWN = `SELECT p.id, o.legal_name,
  (SELECT GROUP_CONCAT(w.name) FROM memberships m JOIN users w ON w.id = m.user_id
   WHERE m.organisation_id = o.id AND m.role <> 'EXTERNAL') AS people, u.name AS user_name, o.name AS organisation, y.name AS payer, c.name AS holder
  FROM products p JOIN organisations o ON o.id = p.organisation_id JOIN organisations y ON y.id = p.payer_id
  LEFT JOIN users u ON u.id = p.managed_by_id LEFT JOIN contacts c ON c.id = p.holder_id ORDER BY p.id`

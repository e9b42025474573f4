import { declaredSchema } from '../../../schema/declared'
import { eachDatabase } from '../../support/databases'
import { fillForWrites } from './demo-stage'
import { onScene } from './everybody'
import { exempt, mutations, repeatable } from './mutations'
import { type Repeated, repeatedOn, tooExpensiveOn } from './repeated'
import { inputOf, mutationsOf } from './written-schema'

const withKeys = mutationsOf(declaredSchema())
  .filter((one) => 'idempotencyKey' in (inputOf(one)?.getFields() ?? {}))
  .map(({ name }) => name)

/** Here; the others, which ask no policy, with what they make: `test/credentials`, `test/accounts/opened-once`. */
const tried = withKeys.filter((name) => !(name in exempt))

test('whatever makes something can be repeated', () => {
  expect([...withKeys].sort()).toEqual(repeatable)
})

eachDatabase((_name, open) => {
  const repeated = new Map<string, Repeated>()
  const dear = new Map<string, Awaited<ReturnType<typeof tooExpensiveOn>>>()

  beforeAll(async () => {
    const database = await open()
    await fillForWrites(database)
    await onScene(database, async (scene) => {
      for (const mutation of tried) repeated.set(mutation, await repeatedOn(scene, mutation))
      for (const mutation of Object.keys(mutations)) dear.set(mutation, await tooExpensiveOn(scene, mutation))
    })
  })

  test.each(tried)('%s twice: one effect, one answer', (mutation) => {
    const played = repeated.get(mutation)
    expect(played?.first.userErrors).toEqual([])
    // What is shown once is null the second time.
    const once = 'secret' in (played?.first ?? {}) ? { secret: null } : {}
    expect(played?.again).toEqual({ ...played?.first, ...once })
    expect(played?.changedAgain).toBe(false)
  })

  test.each(tried)('%s: the same key and another input is a conflict that says nothing else', (mutation) => {
    const { userErrors, ...shown } = repeated.get(mutation)?.otherInput ?? {}
    expect(userErrors).toMatchObject([{ code: 'CONFLICT', reason: 'KEY_OF_ANOTHER_INPUT' }])
    expect(Object.values(shown).filter((value) => value !== null)).toEqual([])
  })

  test.each(tried)('%s: a key that came with a refusal is free', (mutation) => {
    const played = repeated.get(mutation)
    expect(played?.refused.userErrors).toHaveLength(1)
    expect(played?.thenRight.userErrors).toEqual([])
  })

  test.each(tried.filter((name) => mutations[name]?.byOnePersonOnly !== true))(
    '%s: the key of another person is another',
    (mutation) => {
      const another = repeated.get(mutation)?.another
      expect(another?.without).toBeDefined()
      expect(another?.withKey.userErrors).toEqual(another?.without.userErrors)
    },
  )

  test.each(Object.keys(mutations))(
    '%s: too expensive an answer is refused before a single statement',
    (mutation) => {
      const refused = dear.get(mutation)
      expect(refused?.answer).toMatchObject({
        data: null,
        errors: [{ extensions: { code: 'COST_EXCEEDED' } }],
      })
      expect(refused?.statements).toEqual([])
    },
  )
})

import { isEnumType } from 'graphql'
import { Organisation } from '../../schema/organisation/organisation.entity'
import { Product } from '../../schema/product/product.entity'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { rootLists } from '../../src/analysis/leaks/scan-roots'
import { type WorldView, worldView } from '../../src/analysis/leaks/world-view'
import { type Principal } from '../../src/policy/principal'
import { isSortable, type TypeModel, typeOf } from '../../src/read/schema/model'
import { actingAs } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { openRealAnalysis, type RealAnalysis } from '../support/real-bench'
import { NOON } from '../support/real-engine'
import { staleTextKeys } from '../support/stale-text-keys'
import { looseText } from './oracle/meets-filter'

/** Names are found and sorted as people expect, alike on every database; no list loses rows over a long text. */
eachDatabase((_, open) => {
  let analysis: RealAnalysis
  let owner: Principal

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    owner = await actingAs(dataSource, 'client-owner')
    analysis = await openRealAnalysis(dataSource)
  })

  async function names(shape: string, as: Principal = owner): Promise<readonly string[]> {
    const { data, errors } = await analysis.engine.ask({
      text: `{ products(first: 100, ${shape}) { nodes { name } } }`,
      as,
    })
    expect(errors).toBeUndefined()
    return data.products.nodes.map((one: { name: string }) => one.name)
  }

  /** Gives the first products of the client other names. */
  async function rename(wanted: readonly string[]): Promise<void> {
    const { manager } = analysis.dataSource
    const products = await manager.find(Product, {
      where: { organisation: { id: owner.organisation?.id ?? 0 } },
      order: { id: 'ASC' },
      take: wanted.length,
    })
    expect(products).toHaveLength(wanted.length)
    for (const [index, name] of wanted.entries()) {
      await manager.update(Product, products[index]?.id ?? 0, { name })
    }
  }

  test('sorted without case and accents', async () => {
    const wanted = ['apfel 1', 'Äpfel 2', 'İstanbul', 'lakeside', 'Straße']
    await rename([...wanted].reverse())
    const sorted = (await names('orderBy: [{ field: NAME }]')).filter((name) => wanted.includes(name))
    expect(sorted).toEqual(wanted)
  })

  test('a part is found whatever the case, the accents and the Unicode form; `eq` is exact', async () => {
    await rename(['Hôtel du Lac', 'HOTEL AM SEE', 'Ho\u0302tellerie'])
    const found = ['HOTEL AM SEE', 'Hôtel du Lac', 'Ho\u0302tellerie']
    const sorted = (texts: readonly string[]): readonly string[] => [...texts].sort()
    for (const part of ['hotel', 'HÔTEL', 'ho\u0302tel']) {
      expect(sorted(await names(`filter: { name: { contains: "${part}" } }`))).toEqual(sorted(found))
      expect(sorted(await names(`filter: { name: { startsWith: "${part}" } }`))).toEqual(sorted(found))
      expect(await names(`search: "${part} LÁC"`)).toEqual(['Hôtel du Lac'])
    }
    expect(await names('filter: { name: { eq: "HOTEL AM SEE" } }')).toEqual(['HOTEL AM SEE'])
    expect(await names('filter: { name: { eq: "hotel am see" } }')).toEqual([])
    expect(await names('search: "see HOTEL"')).toEqual(['HOTEL AM SEE'])
  })

  test.each([
    ['a common beginning', (index: number) => `${'a'.repeat(250)}${index}`],
    ['a beginning of four-byte letters', (index: number) => `${'𝔸'.repeat(250)}${index}`],
    ['a key that is longer than the text', (index: number) => `${'ß'.repeat(250)}${index}`],
  ])('a list ordered by texts with %s loses no row, in pages of two', async (_what, nameOf) => {
    const wanted = [0, 1, 2, 3, 4].map(nameOf)
    await rename(wanted)
    for (const direction of ['ASC', 'DESC']) {
      const walked = await walk(`orderBy: [{ field: NAME, direction: ${direction} }]`)
      expect(walked.filter((name) => wanted.includes(name)).sort()).toEqual([...wanted].sort())
    }
  })

  async function walk(shape: string): Promise<readonly string[]> {
    const found: string[] = []
    for (let cursor: string | null = null; ;) {
      const { data, errors } = await analysis.engine.ask({
        text: `query ($cursor: String) { products(first: 2, after: $cursor, ${shape}) {
          nodes { name } pageInfo { hasNextPage endCursor } } }`,
        as: owner,
        variables: { cursor },
      })
      expect(errors).toBeUndefined()
      const { nodes, pageInfo } = data.products
      found.push(...nodes.map((one: { name: string }) => one.name))
      if (!pageInfo.hasNextPage) return found
      cursor = pageInfo.endCursor
    }
  }

  test('a cursor of six long keys is handed out and taken back', async () => {
    const { manager } = analysis.dataSource
    const id = owner.organisation?.id ?? 0
    const { name, legalName } = await manager.findOneByOrFail(Organisation, { id })
    await manager.update(Organisation, id, { name: '𝔸'.repeat(200), legalName: '𝔹'.repeat(200) })
    const text = `query ($cursor: String) { organisations(last: 1, before: $cursor, orderBy: [
      { field: LEGAL_NAME }, { field: COUNTRY }, { field: PHONE }, { field: VAT_NUMBER }, { field: CURRENCY }, { field: NAME }
    ]) { edges { cursor } } }`
    const { data } = await analysis.engine.ask({ text, as: owner, variables: { cursor: null } })
    const [{ cursor }] = data.organisations.edges
    const { errors } = await analysis.engine.ask({ text, as: owner, variables: { cursor } })
    expect(errors).toBeUndefined()
    await manager.update(Organisation, id, { name, legalName })
  })

  test('whatever can be ordered by is sorted and compared by at most 255 characters', () => {
    const { schema, model } = analysis.engine.mandate
    const tooLong: string[] = []
    let texts = 0
    for (const entity of analysis.dataSource.entityMetadatas) {
      const type = model.types.get(entity.name)
      const offered = schema.getType(`${entity.name}OrderField`)
      if (type === undefined || !isEnumType(offered)) continue
      for (const one of offered.getValues()) {
        const value = one.value as string // the name of the field, as `list-arguments.ts` wrote it
        const answer = type.answers.get(value)
        expect(answer !== undefined && isSortable(answer)).toBe(true)
        if (answer?.kind !== 'column' || answer.column.type !== 'string' || answer.column.derived) continue
        texts += 1
        const sql = (answer.column.key ?? answer.column).sql('t')
        const column = entity.columns.find((one) => `t.\`${one.databaseName}\`` === sql)
        const short = column?.type === 'varchar' && Number(column.length) <= 255
        if (!short) tooLong.push(`${entity.name}.${value}`)
      }
    }
    expect(tooLong).toEqual([])
    expect(texts).toBeGreaterThan(40)
  })

  test.each([
    'client-owner',
    'client-external',
    'partner-full-client-pays',
    'partner-limited',
    'partner-ended',
  ])(
    'a search finds what the reader may see of the fields it looks at, and nothing else: %s',
    async (persona) => {
      const { engine, dataSource, runner, world } = analysis
      const { schema, model, policies } = engine.mandate
      const as = await actingAs(dataSource, persona)
      const view = await worldView({ model, policies, principal: as, runner, now: NOON }, world)
      let narrowed = 0
      for (const [list, typeName] of rootLists(schema)) {
        const type = typeOf(model, typeName)
        for (const word of type.searched === undefined ? [] : ['lake', 'COR', 'ö', '20', 'e', 'zzz']) {
          const { data, errors } = await engine.ask({
            text: `{ ${list}(first: 100, search: "${word}") { nodes { id } } }`,
            as,
          })
          expect(errors).toBeUndefined()
          const expected = [...(view.get(typeName)?.keys() ?? [])].filter((id) =>
            (type.searched ?? []).some((path) => saysAt({ view, type, id }, path.split('.'), word)),
          )
          const found = data[list].nodes.map((one: { id: string }) => Number(one.id.split(':')[1]))
          expect([list, word, [...found].sort()]).toEqual([list, word, [...expected].sort()])
          if (expected.length > 0) narrowed += 1
        }
      }
      expect(narrowed).toBeGreaterThan(0)
    },
  )

  interface Seen {
    readonly view: WorldView
    readonly type: TypeModel
    readonly id: number
  }

  /** Whether the reader may see the word at the end of the path. */
  function saysAt({ view, type, id }: Seen, [name = '', ...rest]: readonly string[], word: string): boolean {
    const value = view.get(type.name)?.get(id)?.values.get(name)
    if (value === undefined || value === null) return false
    if (rest.length === 0) return typeof value === 'string' && looseText(value).includes(looseText(word))
    const answer = type.answers.get(name)
    if (answer?.kind !== 'one' && answer?.kind !== 'list') throw new Error(`${name} leads nowhere`)
    const target = typeOf(analysis.engine.mandate.model, answer.relation.target)
    const ids = Array.isArray(value) ? (value as readonly number[]) : [Number(value)]
    return ids.some((one) => saysAt({ view, type: target, id: one }, rest, word))
  }

  test('a search that is too long is refused before any SQL', async () => {
    analysis.engine.statements.length = 0
    for (const search of ['a'.repeat(201), 'a b c d e f g h i']) {
      const { errors } = await analysis.engine.ask({
        text: `{ products(search: "${search}") { nodes { id } } }`,
        as: owner,
      })
      expect(errors?.map((one) => one.extensions['code'])).toEqual(['BAD_USER_INPUT'])
    }
    expect(analysis.engine.statements).toEqual([])
  })

  test('every text has its own key', async () => {
    expect(await staleTextKeys(analysis.dataSource)).toEqual([])
    await analysis.dataSource.query("UPDATE organisations SET name = 'Somebody Else' WHERE id = 1")
    expect(await staleTextKeys(analysis.dataSource)).toEqual(['organisations.name 1'])
  })
})

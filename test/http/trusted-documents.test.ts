import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codes, post, startProbe } from './start-probe'

describe('trusted documents', () => {
  const trusted = '{ echo(text: "trusted") }'
  const hash = createHash('sha256').update(trusted).digest('hex')
  const folder = mkdtempSync(join(tmpdir(), 'mandate-documents-'))
  writeFileSync(join(folder, 'echo.graphql'), trusted)
  afterAll(() => rmSync(folder, { recursive: true }))

  const start = (mode: string) =>
    startProbe({ environment: { TRUSTED_DOCUMENTS: mode, TRUSTED_DOCUMENTS_DIR: folder } })
  const named = [
    ['documentId', { documentId: hash }],
    ['documentId with its algorithm', { documentId: `sha256:${hash}` }],
    ['a persisted query', { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }],
    ['its text', { query: trusted }],
    [
      'its text and hash',
      { query: trusted, extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
    ],
  ] as const

  test.each(named)('enforced: a known one runs by %s', async (_name, body) => {
    const { graphql } = await start('enforce')
    expect((await post(graphql, body)).body.data).toEqual({ echo: 'trusted' })
  })

  test('enforced: by GET too', async () => {
    const { graphql } = await start('enforce')
    const search = new URLSearchParams({
      extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } }),
    })
    const response = await fetch(`${graphql}?${search.toString()}`, {
      headers: { 'apollo-require-preflight': '1' },
    })
    expect(await response.json()).toMatchObject({ data: { echo: 'trusted' } })
  })

  test.each([
    ['another text', { query: '{ echo(text: "other") }' }],
    ['a comment more', { query: `${trusted} # not the same` }],
    ['an unknown hash', { documentId: 'f'.repeat(64) }],
    ['a hash that is not the text’s', { query: '{ __typename }', documentId: hash }],
  ])('enforced: %s is refused', async (_name, body) => {
    const { graphql, engine } = await start('enforce')
    const answer = await post(graphql, body)
    expect([answer.status, codes(answer)]).toEqual([403, ['DOCUMENT_NOT_TRUSTED']])
    expect(engine.prepared).toEqual([])
  })

  test('audited: an unknown one runs and is logged by its hash', async () => {
    const { graphql, log } = await start('audit')
    const query = '{ echo(text: "secret words") }'
    expect((await post(graphql, { query })).body.data).toEqual({ echo: 'secret words' })
    expect(log()).toMatchObject([{ sha256: createHash('sha256').update(query).digest('hex') }])
    expect(JSON.stringify(log())).not.toContain('secret words')
  })

  test('a folder that is not there stops the start with a sentence', async () => {
    const environment = { TRUSTED_DOCUMENTS: 'enforce', TRUSTED_DOCUMENTS_DIR: join(folder, 'none') }
    await expect(startProbe({ environment })).rejects.toThrow(
      /^TRUSTED_DOCUMENTS_DIR is `.+none`, which cannot be read\.$/,
    )
  })

  test('off: a hash alone is not found, in the words of the protocol', async () => {
    const { graphql } = await start('off')
    for (const body of [
      { documentId: hash },
      { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
    ]) {
      const answer = await post(graphql, body)
      expect([answer.status, answer.body.errors?.[0]?.message, codes(answer)]).toEqual([
        200,
        'PersistedQueryNotFound',
        ['PERSISTED_QUERY_NOT_FOUND'],
      ])
    }
    expect((await post(graphql, { query: '{ __typename }' })).status).toBe(200)
  })

  test.each(['off', 'audit'])(
    '%s: a hash runs what was sent with it before (automatic persisted queries)',
    async (mode) => {
      const { graphql } = await start(mode)
      const query = '{ echo(text: "persisted") }'
      const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') }
      expect(codes(await post(graphql, { extensions: { persistedQuery } }))).toEqual([
        'PERSISTED_QUERY_NOT_FOUND',
      ])
      expect((await post(graphql, { query, extensions: { persistedQuery } })).body.data).toEqual({
        echo: 'persisted',
      })
      expect((await post(graphql, { extensions: { persistedQuery } })).body.data).toEqual({
        echo: 'persisted',
      })
      const search = new URLSearchParams({ extensions: JSON.stringify({ persistedQuery }) })
      const headers = { 'apollographql-client-name': 'page' }
      expect(await (await fetch(`${graphql}?${search.toString()}`, { headers })).json()).toMatchObject({
        data: { echo: 'persisted' },
      })
    },
  )

  test('off: a hash that is not the text’s, or of another version, is refused', async () => {
    const { graphql } = await start('off')
    const query = '{ __typename }'
    const persisted = (version: number, sha256Hash: string) => ({
      query,
      extensions: { persistedQuery: { version, sha256Hash } },
    })
    expect(codes(await post(graphql, persisted(1, hash)))).toEqual(['BAD_USER_INPUT'])
    expect(codes(await post(graphql, persisted(2, hash)))).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED'])
  })

  test('enforced: nothing is made known by sending it', async () => {
    const { graphql } = await start('enforce')
    const query = '{ echo(text: "smuggled") }'
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') }
    for (const body of [{ query, extensions: { persistedQuery } }, { extensions: { persistedQuery } }])
      expect(codes(await post(graphql, body))).toEqual(['DOCUMENT_NOT_TRUSTED'])
  })
})

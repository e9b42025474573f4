import { type DataSource } from 'typeorm'
import { disableIdleTokens } from '../../schema/credentials/api-tokens'
import { ApiToken } from '../../schema/credentials/credentials.entity'
import { forgetOldKeys } from '../../schema/idempotency/forget-old-keys'
import { IdempotencyKey } from '../../schema/idempotency/idempotency-key.entity'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { systemClock } from '../../src/platform/clock'
import { eachDatabase } from '../support/databases'

const NOW = new Date('2026-11-24T12:00:00.000Z')
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000)

eachDatabase((_name, open) => {
  let dataSource: DataSource

  beforeAll(async () => {
    dataSource = await open()
    await fillDemoWorld(dataSource)
  })

  const dependencies = () => ({ dataSource, publicUrl: 'https://here.example', clock: systemClock })

  const token = (name: string, times: Partial<ApiToken>) =>
    dataSource.manager.insert(ApiToken, {
      user: { id: 1 },
      organisation: { id: 1 },
      application: name,
      prefix: 'mdt_',
      tokenHash: name,
      scopes: '[]',
      createdAt: ago(1000),
      ...times,
    })

  test('a token without a call for a year is disabled, once, with an audit entry; no other is', async () => {
    await token('idle', { lastUsedAt: ago(366) })
    await token('never used', {})
    await token('new', { createdAt: ago(300) })
    await token('used', { lastUsedAt: ago(364) })
    await token('revoked', { revokedAt: ago(500) })
    expect(await disableIdleTokens(dependencies(), NOW)).toEqual({ disabled: 2 })
    expect(await disableIdleTokens(dependencies(), NOW)).toEqual({ disabled: 0 })
    const rows = await dataSource.manager.find(ApiToken, {
      where: { organisation: { id: 1 } },
      order: { id: 'ASC' },
    })
    expect(rows.map((row) => [row.application, row.revokedAt])).toEqual([
      ['idle', NOW],
      ['never used', NOW],
      ['new', null],
      ['used', null],
      ['revoked', ago(500)],
    ])
    const [audited] = await dataSource.query<{ n: number }[]>(
      "SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'api token disabled as idle' AND organisation_id = 1",
    )
    expect(Number(audited?.n)).toBe(2)
  })

  test('keys are forgotten after thirty days', async () => {
    const key = (name: string, createdAt: Date) =>
      dataSource.manager.insert(IdempotencyKey, {
        user: { id: 1 },
        organisation: { id: 1 },
        key: name,
        inputHash: 'x',
        result: '{}',
        createdAt,
      })
    await key('old', ago(31))
    await key('young', ago(29))
    expect(await forgetOldKeys(dependencies(), NOW)).toEqual({ forgotten: 1 })
    expect((await dataSource.manager.find(IdempotencyKey)).map((row) => row.key)).toEqual(['young'])
  })
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { openDatabaseAt } from '../../../ormconfig'
import { fillDemoWorld } from '../../../schema/world/demo/demo-world'
import { gaveUp } from '../../../src/analysis/impact/policy-impact'
import { policyParts } from '../../../src/app/policy-parts'
import { testDatabases } from '../../support/test-databases'
import { editedPolicies } from '../changes/edit-policies'
import { policyChanges } from '../changes/policy-changes'
import { type Ran, runPolicyOn } from '../run-policy'

jest.setTimeout(240_000)

const SECOND = 1000
const CHANGES = ['administrators no longer pay', 'the directory is open to the signed-out, listed or not']

describe.each(testDatabases)('a statement that takes too long, on $name', ({ name, create }) => {
  if (name !== 'MariaDB') {
    it('is one of a server: an embedded database gives nothing up', () => expect(name).toBe('SQLite'))
    return
  }

  const undo: (() => Promise<void>)[] = []
  let url: string

  beforeAll(async () => {
    const empty = await create()
    undo.push(empty.drop)
    url = empty.url
    const dataSource = await openDatabaseAt(url)
    await fillDemoWorld(dataSource)
    await dataSource.destroy()
  })

  afterAll(async () => {
    for (const step of undo) await step()
  })

  /** The impact of the committed policies over a draft, where what counts pairs of invoices is another statement. */
  const impact = async (statement: string): Promise<Ran> => {
    const parts: typeof policyParts = {
      ...policyParts,
      open: async (address, settings) => {
        const dataSource = await policyParts.open(address, settings)
        const query = dataSource.query.bind(dataSource)
        jest
          .spyOn(dataSource, 'query')
          .mockImplementation((text, given) =>
            text.includes('AS matching') && text.includes('`invoices`')
              ? query(statement, [])
              : query(text, given),
          )
        return dataSource
      },
    }
    const before = process.env['DATABASE_URL']
    process.env['DATABASE_URL'] = url
    try {
      return await runPolicyOn(parts, 'impact', draft(), '--timeout', '1')
    } finally {
      if (before === undefined) delete process.env['DATABASE_URL']
      else process.env['DATABASE_URL'] = before
    }
  }

  it('is given up in time: its change is named as not counted, the others are counted, and the exit code is 1', async () => {
    const began = Date.now()
    const { printed, code } = await impact('SELECT SLEEP(60) AS principal')
    expect(Date.now() - began).toBeLessThan(50 * SECOND)
    expect(code).toBe(1)
    expect(printed).toContain(
      'Who gains Invoice to pay was not counted. The database gave up for lack of time.',
    )
    expect(printed).toMatch(/Invoice: opened\n {2}to pay\n {2}The database gave up for lack of time/)
    expect(printed).toMatch(/Partner: closed\n {2}\S.*\n {2}Who +Cells +Pairs/)
  })

  it('is told from a statement that fails otherwise', async () => {
    await expect(impact('SELECT nothing FROM nowhere')).rejects.toThrow('nowhere')
  })
})

it('is what MySQL calls by another number, and nothing else', () => {
  const error = (errno: number): Error => Object.assign(new Error('given up'), { errno })
  expect([1969, 3024].map((errno) => gaveUp(error(errno)))).not.toContain(null)
  expect([error(1064), error(1205), new Error('1969'), '1969', null].map(gaveUp)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
})

/** A folder with the documents that the changes touch, as they would be: the base. */
function draft(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-impact-'))
  const changes = policyChanges.filter(({ name }) => CHANGES.includes(name))
  const edits = changes.flatMap((change) => change.edits)
  for (const { path, text } of editedPolicies(edits)) {
    if (edits.some((edit) => path === `policies/${edit.in}.yaml`))
      writeFileSync(join(folder, basename(path)), text)
  }
  return folder
}

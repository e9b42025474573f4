import { execute, type ExecutionResult, getOperationAST, parse, validate } from 'graphql'
import 'reflect-metadata'
import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../ormconfig'
import { mandateOn } from '../src/app/mandate-on'
import { type Principal } from '../src/policy/principal'
import { QueryEngine } from '../src/read/engine'
import { readDatabase } from '../src/read/read-context'
import { resolveField } from '../src/read/schema/annotations'
import { type Measured, operations } from './operations'

const RUNS = 7
const PAGE = 1000
/** No measurement may hold the machine longer than this. */
const LONGEST_MS = 20_000

void main()

async function main(): Promise<void> {
  const dataSource = await openDatabaseAt(process.env['DATABASE_URL'] ?? 'sqlite:data/mandate.db')
  try {
    const bench = await benchOn(dataSource)
    for (const operation of operations) await measure(bench, operation)
    await walk(bench)
  } finally {
    await dataSource.destroy()
  }
}

interface Bench {
  readonly ask: (text: string, principal: Principal) => Promise<ExecutionResult>
  readonly statements: string[]
  readonly principals: Readonly<Record<Measured['as'], Principal>>
}

async function benchOn(dataSource: DataSource): Promise<Bench> {
  const statements: string[] = []
  const { schema, model, policies } = mandateOn(dataSource, {
    secret: Buffer.alloc(32, 7),
    maximumCost: 1_000_000,
  })
  const inner = readDatabase(dataSource)
  const database = {
    query: (text: string, parameters: readonly (string | number | null)[]) => {
      statements.push(text)
      return inner.query(text, parameters)
    },
  }
  const engine = new QueryEngine({
    schema,
    model,
    policies,
    database,
    secret: Buffer.alloc(32, 7),
    maximumCost: 1_000_000,
  })
  const ask = async (text: string, principal: Principal): Promise<ExecutionResult> => {
    const document = parse(text)
    const [mistake] = validate(schema, document)
    const operation = getOperationAST(document)
    if (mistake !== undefined) throw mistake
    if (operation === null || operation === undefined) throw new Error('No operation')
    const prepared = engine.prepare({
      document,
      operation,
      variables: {},
      principal,
      accessMode: 'redact',
      now: new Date(),
    })
    return execute({ schema, document, contextValue: prepared, fieldResolver: resolveField })
  }
  const principals = {
    'big partner': await ownerOf(
      dataSource,
      'SELECT partner_id AS id FROM partnerships WHERE status = ? GROUP BY partner_id ORDER BY COUNT(*) DESC LIMIT 1',
    ),
    'small partner': await ownerOf(
      dataSource,
      'SELECT partner_id AS id FROM partnerships WHERE status = ? GROUP BY partner_id HAVING COUNT(*) < 100 ORDER BY COUNT(*) DESC LIMIT 1',
    ),
    client: await ownerOf(
      dataSource,
      'SELECT client_id AS id FROM partnerships WHERE status = ? ORDER BY id LIMIT 1',
    ),
  }
  return { ask, statements, principals }
}

async function ownerOf(dataSource: DataSource, organisation: string): Promise<Principal> {
  const [found] = await dataSource.query<{ id: number }[]>(organisation, ['ACTIVE'])
  const id = found?.id ?? 0
  const [member] = await dataSource.query<{ id: number; user_id: number }[]>(
    "SELECT id, user_id FROM memberships WHERE organisation_id = ? AND role = 'OWNER' ORDER BY id LIMIT 1",
    [id],
  )
  const [partner] = await dataSource.query<{ id: number }[]>('SELECT id FROM partners WHERE id = ?', [id])
  if (member === undefined) throw new Error('The database holds no large world. See bench/README.md')
  return {
    user: { id: member.user_id },
    organisation: { id },
    membership: { id: member.id },
    partner: partner === undefined ? null : { id: partner.id },
    role: 'OWNER',
    accounting: false,
    scopes: [],
    token: false,
    staff: null,
  }
}

async function measure(bench: Bench, { name, as, text }: Measured): Promise<void> {
  const times: number[] = []
  const begun = performance.now()
  let count = 0
  for (let run = 0; run <= RUNS && performance.now() - begun < LONGEST_MS; run += 1) {
    bench.statements.length = 0
    const start = performance.now()
    const { errors } = await bench.ask(text, bench.principals[as])
    if (errors !== undefined) throw errors[0] ?? new Error('failed')
    if (run > 0 || performance.now() - begun > LONGEST_MS) times.push(performance.now() - start)
    count = bench.statements.length
  }
  report(name, as, { times, count })
}

/** Pages through a list by its cursors; the last page is the one that is timed. */
async function walk(bench: Bench): Promise<void> {
  const principal = bench.principals['big partner']
  const page = (after: string): string =>
    `{ invoices(first: 10${after}, orderBy: [{ field: ISSUED_ON, direction: DESC }]) { nodes { id number } pageInfo { endCursor } } }`
  let after = ''
  const times: number[] = []
  for (let number = 1; number <= PAGE; number += 1) {
    bench.statements.length = 0
    const start = performance.now()
    const { data } = await bench.ask(page(after), principal)
    if (number > PAGE - RUNS) times.push(performance.now() - start)
    const { invoices } = data as { invoices: { pageInfo: { endCursor: string | null } } } // asked for just above
    if (invoices.pageInfo.endCursor === null) break
    after = `, after: "${invoices.pageInfo.endCursor}"`
  }
  report(`page ${PAGE} of 10 invoices`, 'big partner', { times, count: bench.statements.length })
}

function report(
  name: string,
  as: string,
  { times, count }: { times: readonly number[]; count: number },
): void {
  const sorted = [...times].sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  console.log(
    `${name.padEnd(58)} ${as.padEnd(14)} ${String(count).padStart(2)} statements ${median.toFixed(1).padStart(9)} ms`,
  )
}

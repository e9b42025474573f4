import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabaseAt } from '../../../ormconfig'
import { idOf } from '../../../schema/world/demo/demo-world'
import { loggedGateway } from '../decision-log/logged-gateway'
import { runPolicy } from '../run-policy'

jest.setTimeout(300_000)

const project = join(__dirname, '..', '..', '..')
const page = readFileSync(join(project, 'docs', 'policy', 'tutorial.md'), 'utf8')
const BROKEN = '## The wall, broken'
/** The rule that the page writes, and the condition to which it narrows the forbid. */
const rule = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
const narrowed = /narrowed to `('[^`]+')`/.exec(page)?.[1] ?? ''

interface Step {
  readonly words: readonly string[]
  readonly shown: readonly string[]
  readonly draft: string
}

const folder = mkdtempSync(join(tmpdir(), 'mandate-tutorial-'))
const log = join(folder, 'decisions.jsonl')
const written = draftOf('written', (text) => text)
const broken = draftOf('broken', (text) => text.replace("when: '!billedToMe'", `when: ${narrowed}`))

/** Every command of the page with something printed below it. */
const steps = [...page.matchAll(/```sh\nnpm run policy -- (.*)\n```\n\n```text\n([\s\S]*?)```/g)].map(
  (match): Step => {
    const [, words = '', text = ''] = match
    return {
      words: words.split(' '),
      shown: text.split('\n').filter((line) => line.trim() !== ''),
      draft: match.index > page.indexOf(BROKEN) ? broken : written,
    }
  },
)

function draftOf(name: string, change: (text: string) => string): string {
  const draft = join(folder, name)
  cpSync(join(project, 'policies', 'invoice.policy.yaml'), join(draft, 'invoice.policy.yaml'))
  const file = join(draft, 'invoice.policy.yaml')
  const before = readFileSync(file, 'utf8')
  const indented = rule.replace(/^(?=.)/gm, '  ')
  const after = change(before.replace('  - id: invoice/pay\n', `${indented}  - id: invoice/pay\n`))
  expect(after).not.toBe(before)
  writeFileSync(file, after)
  return draft
}

/** A line as it is compared: columns are wider or narrower with what stands in other rows, and ids move. */
function plain(line: string, draft: string): string {
  return line
    .replaceAll(draft, 'draft')
    .replace(/\b([A-Z][A-Za-z]+):\d+/g, '$1:N')
    .replace(/\s+/g, ' ')
    .trim()
}

function isShown(line: string, printed: readonly string[]): boolean {
  const [begin = '', more] = plain(line, 'draft').split('…')
  return printed.some((one) => (more === undefined ? one === begin : one.startsWith(begin.trimEnd())))
}

beforeAll(async () => {
  const dataSource = await openDatabaseAt('sqlite::memory:', { connections: 1, statementTimeoutSeconds: 60 })
  const gateway = await loggedGateway(dataSource)
  const query = `{ invoice(id: "${idOf('invoice/lakeside-own-after-switch')}") { number } }`
  await gateway.post({ query }, await gateway.headersOf('partner-switched'))
  await gateway.close()
  await gateway.decisions.close()
  await dataSource.destroy()
  const asked = readFileSync(gateway.path, 'utf8').trim().split('\n').at(-1) ?? ''
  writeFileSync(log, `${asked}\n`)
})

it('has a step for each verb', () => {
  const verbs = new Set(steps.map(({ words: [verb] }) => verb))
  const all = ['check', 'test', 'explain', 'who', 'what', 'matrix', 'diff', 'impact', 'coverage', 'mutate']
  expect([...verbs].sort()).toEqual([...all, 'prove', 'leaks', 'outcome', 'replay'].sort())
})

it.each(steps.map((step) => [step.words.join(' '), step] as const))(
  '%s',
  async (_, { words, shown, draft }) => {
    const real: Readonly<Record<string, string>> = {
      draft,
      'decisions.jsonl': log,
      HEAD: join(project, 'policies'),
    }
    const { printed } = await runPolicy(...words.map((word) => real[word] ?? word))
    const lines = printed.split('\n').map((line) => plain(line, draft))
    for (const line of shown) expect([line, isShown(line, lines) || lines]).toEqual([line, true])
  },
)

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runPolicy } from '../run-policy'

const project = join(__dirname, '..', '..', '..')
const page = readFileSync(join(project, 'docs', 'policy', 'tutorial.md'), 'utf8')
const invoice = readFileSync(join(project, 'policies', 'invoice.policy.yaml'), 'utf8')
/** The rule that the page writes. */
const rule = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? ''

/** What the page shows as printed, block by block, places in files and ids of rows left out: they move. */
const shown = [...page.matchAll(/```text\n([\s\S]*?)```/g)].map(([, text = '']) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(plain),
)

function plain(line: string): string {
  return line
    .replace(/ \(policies\/[^)]+\)/g, '')
    .replace(/:\d+/g, ':N')
    .trim()
}

function draftOf(change: (text: string) => string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'mandate-draft-')), 'invoice.policy.yaml')
  const indented = rule.replace(/^(?=.)/gm, '  ')
  writeFileSync(file, change(invoice.replace('  - id: invoice/pay\n', `${indented}  - id: invoice/pay\n`)))
  return file
}

describe('the tutorial', () => {
  it('shows what explain prints', async () => {
    const words = [
      '--as',
      'partner-full-client-pays',
      '--on',
      'invoice/lakeside-own-after-switch',
      '--field',
      'number',
    ]
    const { printed } = await runPolicy('explain', ...words)
    for (const line of shown[0] ?? []) expect(printed.split('\n').map(plain)).toContain(line)
  }, 300_000)

  it('a permit changes nothing under the forbid; once that is narrowed, diff says for whom', async () => {
    const same = await runPolicy(
      'diff',
      join(project, 'policies'),
      draftOf((text) => text),
    )
    expect(same.printed).not.toContain('looser')
    const broken = draftOf((text) =>
      text.replace(
        "when: '!billedToMe'",
        "when: '!billedToMe && !fullPartnerOf(invoice.billedOrganisation)'",
      ),
    )
    const { printed } = await runPolicy('diff', join(project, 'policies'), broken)
    for (const line of [...(shown[1] ?? []), ...(shown[2] ?? [])]) {
      expect(printed.split('\n').map(plain)).toContain(line)
    }
  }, 240_000)

  it('shows what outcome prints', async () => {
    const file = join(project, 'test', 'review', 'outcome', 'price.graphql')
    const { printed } = await runPolicy('outcome', file, '--as', 'client-collaborator')
    for (const line of shown[3] ?? []) expect(printed.split('\n').map(plain)).toContain(line)
  }, 300_000)
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '../../src/platform/logger'
import { folderMails } from '../../src/platform/mail/mail-transport'
import { TOKEN } from './letters'
import { sampleMails, plantedMails } from './sample-mails'

let folder: string
let lines: string[]
let now: Date

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'mandate-mails-')), 'mails')
  lines = []
  now = new Date('2026-11-24T09:30:00.123Z')
})

afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

const transport = () =>
  folderMails({
    folder,
    clock: { now: () => now },
    logger: createLogger('info', { write: (line: string) => void lines.push(line) }),
  })

test.each(sampleMails)('a mail in %s is readable as it lies there', async (locale, mail) => {
  await transport().send(mail)
  const [file, ...more] = readdirSync(folder)
  expect([file, more]).toEqual(['2026-11-24T09-30-00.123Z-outbox-7.20261124093000000.txt', []])
  const text = readFileSync(join(folder, file ?? ''), 'utf8')
  expect(text).toBe(
    [
      'From: Hébergement Exemplaire <no-reply@hosting.example>',
      `To: ${locale}@example.com`,
      `Subject: ${mail.subject}`,
      'Date: Tue, 24 Nov 2026 09:30:00 GMT',
      'Message-ID: <outbox-7.20261124093000000@hosting.example>',
      '',
      mail.text,
    ].join('\n'),
  )
  expect(text).toContain('Hôtel du Lac')
  expect(text).toContain({ fr: 'accès', en: 'Accept', de: 'lädt', it: 'accesso' }[locale])
})

test('only its owner may read it, and the log says where it is but not what it says', async () => {
  for (const [, mail] of sampleMails) await transport().send({ ...mail, messageId: `<${mail.to}>` })
  const files = readdirSync(folder)
  expect(files).toHaveLength(sampleMails.length)
  expect(files.filter((file) => (statSync(join(folder, file)).mode & 0o777) !== 0o600)).toEqual([])
  for (const file of files) expect(lines.join('')).toContain(join(folder, file))
  expect(lines.join('')).not.toMatch(new RegExp(`${TOKEN}|Lac|@`))
})

test('the same mail sent twice is told by its name', async () => {
  const [sample] = sampleMails
  if (sample === undefined) throw new Error('No sample')
  await transport().send(sample[1])
  now = new Date('2026-11-24T09:35:00.000Z')
  await transport().send(sample[1])
  expect(readdirSync(folder)).toEqual([
    '2026-11-24T09-30-00.123Z-outbox-7.20261124093000000.txt',
    '2026-11-24T09-35-00.000Z-outbox-7.20261124093000000.txt',
  ])
})

test('no id leads out of the folder', async () => {
  const [sample] = sampleMails
  if (sample === undefined) throw new Error('No sample')
  await transport().send({ ...sample[1], messageId: '<../../../etc/passwd@hosting.example>' })
  expect(readdirSync(folder)).toEqual(['2026-11-24T09-30-00.123Z-.._.._.._etc_passwd.txt'])
})

test.each(plantedMails)('refused, with nothing written or repeated: %s', async (_what, planted) => {
  const [sample] = sampleMails
  if (sample === undefined) throw new Error('No sample')
  const refusal: unknown = await transport()
    .send({ ...sample[1], ...planted })
    .catch((problem: unknown) => problem)
  expect(refusal).toBeInstanceOf(TypeError)
  expect(String(refusal)).toMatch(/^TypeError: `[\w.]+` of a mail must be one (line|address)\.$/)
  expect(() => readdirSync(folder)).toThrow('ENOENT')
})

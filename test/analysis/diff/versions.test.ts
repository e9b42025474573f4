import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { documentsOf, filesIn, loadVersion } from '../../../src/cli/policy/policy-version'
import { readVersion } from '../../../src/cli/policy/read-version'
import { smallPolicies } from '../../policy/small-policies'
import { smallVocabulary } from '../../policy/small-vocabulary'

describe('what a word names', () => {
  let project: string
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-C', project, ...words], { stdio: ['ignore', 'pipe', 'ignore'] }).toString()

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'mandate-versions-'))
    mkdirSync(join(project, 'policies', 'scenarios'), { recursive: true })
    for (const { path, text } of smallPolicies) writeFileSync(join(project, path), text)
    writeFileSync(join(project, 'policies/scenarios/one.yaml'), 'about: é\n')
    git('init', '--quiet', '--initial-branch', 'main')
    git('add', '-A')
    git('-c', 'user.name=T', '-c', 'user.email=t@example.test', 'commit', '--quiet', '-m', 'First')
    git('tag', 'v1')
    writeFileSync(join(project, 'policies/invoice.policy.yaml'), 'type: Changed\n')
  })

  afterAll(() => rmSync(project, { recursive: true, force: true }))

  it('reads a revision from git, whatever the work tree says, and leaves that alone', () => {
    for (const word of ['main', 'HEAD', 'v1']) {
      const version = readVersion(word, project)
      expect(version.name).toMatch(new RegExp(`^${word} \\([0-9a-f]{12}\\)$`))
      expect([...documentsOf(version)].sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(
        [...smallPolicies].sort((a, b) => (a.path < b.path ? -1 : 1)),
      )
      expect(filesIn(version, 'scenarios')).toEqual([
        { path: 'policies/scenarios/one.yaml', text: 'about: é\n' },
      ])
    }
    expect(readFileSync(join(project, 'policies/invoice.policy.yaml'), 'utf8')).toBe('type: Changed\n')
  })

  it('takes no word for the working tree, a whole folder for itself, and a file for a draft', () => {
    const invoice = (word?: string): string | undefined =>
      readVersion(word, project).files.find(({ path }) => path === 'policies/invoice.policy.yaml')?.text
    expect(invoice()).toBe('type: Changed\n')
    const folder = join(project, 'other')
    mkdirSync(folder)
    writeFileSync(join(folder, 'invoice.policy.yaml'), 'type: Draft\n')
    expect(invoice(join(folder, 'invoice.policy.yaml'))).toBe('type: Draft\n')
    expect(invoice(folder)).toBe('type: Draft\n')
    expect(documentsOf(readVersion(folder, project))).toHaveLength(smallPolicies.length)
    writeFileSync(join(folder, 'principals.yaml'), 'classes: {}\n')
    expect(documentsOf(readVersion(folder, project))).toHaveLength(2)
  })

  it('says calmly what is wrong with a word, and runs none of it', () => {
    expect(() => readVersion('nosuch', project)).toThrow('`nosuch` names no version of the policies')
    expect(() => readVersion('--output=x', project)).toThrow('names no version')
    expect(() => readVersion('$(touch gone)', project)).toThrow('names no version')
    expect(() => readVersion('HEAD:policies', project)).toThrow('names no version')
  })

  it('says which side does not load, with its mistakes', () => {
    expect(() => loadVersion(readVersion(undefined, project), smallVocabulary, 'head')).toThrow(
      /The head, the working tree, does not load against today's schema: \d+ mistakes\.\n {2}policies\/invoice\.policy\.yaml:1:1 missing-key/,
    )
  })

  it('asks of a base what its own schema showed: a field added since is no mistake of it', () => {
    const base = readVersion('main', project)
    const organisation = smallVocabulary.types.get('Organisation')
    if (organisation === undefined) throw new Error('No Organisation')
    // Never null, and not all who see the row see it: today's schema would refuse the base.
    const added = { name: 'added', nullable: false }
    const words = { ...organisation, fields: [...organisation.fields, added] }
    const grown = {
      ...smallVocabulary,
      types: new Map([...smallVocabulary.types, ['Organisation', words] as const]),
    }
    expect(() => loadVersion(base, grown, 'base')).toThrow(
      '`added` of Organisation is never null in the schema',
    )
    const schema = [...smallVocabulary.types.values()]
      .filter(({ fields }) => fields.length > 0)
      .map(
        ({ name, fields }) => `type ${name} { ${fields.map((field) => `${field.name}: String`).join(' ')} }`,
      )
    const loaded = loadVersion({ ...base, schema: schema.join('\n') }, grown, 'base')
    expect(loaded.vocabulary.types.get('Organisation')?.fields.map(({ name }) => name)).not.toContain('added')
    expect(loaded.set.types.size).toBe(4)
  })
})

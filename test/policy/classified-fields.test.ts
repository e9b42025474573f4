import { policyCheckCommand } from '../../src/cli/policy/check'
import { policyParts } from '../../src/app/policy-parts'
import { loadPolicies } from '../../src/policy/compile/load-policies'
import { PolicyErrors } from '../../src/policy/parse/policy-error'
import { type PolicyFile } from '../../src/policy/parse/read-yaml'
import { type Vocabulary } from '../../src/policy/vocabulary'

const files: readonly PolicyFile[] = [
  {
    path: 'policies/principals.yaml',
    text: 'classes:\n  people:\n    when: principal.user.id != null\n    means: People.\n',
  },
  { path: 'policies/definitions.yaml', text: 'definitions: {}\n' },
  {
    path: 'policies/scopes.yaml',
    text: 'scopes:\n  letters:read:\n    means: Read.\n    covers: { Letter: read }\nneverForTokens: {}\n',
  },
  {
    path: 'policies/letter.policy.yaml',
    text: `type: Letter
groups:
  outside: [subject]
rules:
  - id: letter/all
    permit: read
    fields: all
    to: [people]
    because: Letters are for all.
`,
  },
]
const list = (fields: string): PolicyFile => ({
  path: 'policies/classified-fields.yaml',
  text: `classified:\n  ${fields}\n`,
})

function vocabularyOf(...fields: readonly string[]): Vocabulary {
  const letter = {
    name: 'Letter',
    variable: 'letter',
    fields: fields.map((name) => ({ name, nullable: true })),
    attributes: new Map(),
    relations: new Map(),
  }
  return { types: new Map([['Letter', letter]]) }
}

function mistakesIn(more: readonly PolicyFile[], vocabulary: Vocabulary): readonly string[] {
  try {
    loadPolicies([...files, ...more], vocabulary)
  } catch (problem) {
    if (!(problem instanceof PolicyErrors)) throw problem
    return problem.errors.map(
      ({ path, line, column, message, suggestion }) =>
        `${path}:${line}:${column} ${message} (${suggestion ?? ''})`,
    )
  }
  return []
}

describe('`fields: all`', () => {
  const known = vocabularyOf('subject', 'body')
  const grown = vocabularyOf('subject', 'body', 'secret')

  it('covers what the document names and what is listed', () => {
    expect(mistakesIn([list('Letter: [body]')], known)).toEqual([])
  })

  it('does not cover a field that was added since', () => {
    expect(mistakesIn([list('Letter: [body]')], grown)).toEqual([
      'policies/letter.policy.yaml:5:5 `fields: all` of `letter/all` does not cover `secret` of Letter, which nobody has ' +
        'classified. (name it in a rule or a group of this file, or add it under Letter in classified-fields.yaml)',
    ])
    expect(mistakesIn([list('Letter: [body, secret]')], grown)).toEqual([])
  })

  it('does not cover the fields of a type that is not listed at all', () => {
    expect(
      mistakesIn([{ path: 'policies/classified-fields.yaml', text: 'classified: {}\n' }], known),
    ).toHaveLength(1)
  })

  it('is not asked about where no list is kept', () => {
    expect(mistakesIn([], grown)).toEqual([])
  })

  it.each([
    ['a type', 'Lettr: [body]', '2:3 There is no type `Lettr`. (did you mean `Letter`?)'],
    ['a field', 'Letter: [body, subjekt]', '2:18 Letter has no field `subjekt`. (did you mean `subject`?)'],
  ])('is told of %s that the list makes up', (_what, fields, expected) => {
    expect(mistakesIn([list(fields)], known)).toContain(`policies/classified-fields.yaml:${expected}`)
  })
})

it('`policy -- check` misses the list where it is gone', async () => {
  const without = policyParts.policyFiles().filter(({ path }) => !path.endsWith('classified-fields.yaml'))
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
  const logged = jest.spyOn(console, 'log').mockReturnValue()
  try {
    await policyCheckCommand({ ...policyParts, policyFiles: () => without }).parseAsync([], { from: 'user' })
    const said = [...written.mock.calls, ...logged.mock.calls].flat().join('\n')
    expect(said).toContain('The file classified-fields.yaml is missing')
    expect(process.exitCode).toBe(1)
  } finally {
    process.exitCode = 0
    written.mockRestore()
    logged.mockRestore()
  }
})

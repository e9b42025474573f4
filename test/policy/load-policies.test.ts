import { loadPolicies } from '../../src/policy/compile/load-policies'
import { POLICY_ERROR_CODES, type PolicyError, PolicyErrors } from '../../src/policy/parse/policy-error'
import { type PolicyFile } from '../../src/policy/parse/read-yaml'
import { type Vocabulary } from '../../src/policy/vocabulary'
import { file, smallPolicies } from './small-policies'
import { smallVocabulary } from './small-vocabulary'
import { typos } from './typos'

describe('what is loaded', () => {
  const set = loadPolicies(smallPolicies, smallVocabulary)

  test('groups and `all` are expanded, and a permit of read includes `id`', () => {
    const fieldsOf = (id: string): readonly string[] | undefined =>
      set.rules.find((rule) => rule.id === id)?.fields
    expect(fieldsOf('invoice/managed')).toEqual(['number', 'status', 'id'])
    expect(fieldsOf('invoice/disputed-amounts')).toEqual(['net', 'gross'])
    expect(fieldsOf('organisation/own')).toEqual(['name', 'vatNumber', 'partnerships', 'invoices', 'id'])
    expect(fieldsOf('invoice/pay')).toEqual([])
  })

  test('a forbid that names no class is for everyone', () => {
    expect(set.rules.find((rule) => rule.id === 'invoice/cancelled')?.classes).toEqual(['everyone'])
  })

  test('documents, facts and places are kept', () => {
    expect([...set.types.keys()]).toEqual(['Invoice', 'InvoiceLine', 'Organisation', 'Partnership'])
    expect(set.types.get('InvoiceLine')?.partOf).toEqual({
      relation: 'invoice',
      ownerType: 'Invoice',
      field: 'lines',
    })
    expect([...(set.types.get('Invoice')?.facts.keys() ?? [])]).toEqual(['billedToMe'])
    expect(set.classes.map(({ name, line }) => [name, line])).toEqual([
      ['accounting', 5],
      ['owner', 2],
      ['partner', 8],
    ])
  })
})

describe('what is refused', () => {
  test('all mistakes are named at once, in reading order', () => {
    const found = errorsOf(
      withInvoice(
        'to: [accounting]',
        'to: [acounting]',
        'invoice.status == "OPEN"',
        'invoice.status == "OPNE"',
      ),
    )
    expect(found.map(({ path, line, code }) => [path, line, code])).toEqual([
      ['policies/invoice.policy.yaml', 11, 'unknown-class'],
      ['policies/invoice.policy.yaml', 33, 'unknown-value'],
    ])
  })

  test('an error is one sentence with the author’s word in backticks, and help apart', () => {
    const [error] = errorsOf(withInvoice('to: [accounting]', 'to: [acounting]'))
    expect(error).toEqual({
      path: 'policies/invoice.policy.yaml',
      line: 11,
      column: 10,
      code: 'unknown-class',
      message: 'There is no class `acounting`.',
      suggestion: 'did you mean `accounting`?',
    })
  })

  test('a type without a document, named where its document would be', () => {
    const files = smallPolicies.filter((one) => !one.path.includes('invoice-line'))
    expect(errorsOf(files)).toMatchObject([
      { path: 'policies/invoice-line.policy.yaml', line: 1, column: 1, code: 'type-without-document' },
    ])
  })

  test('a field that is never null but not always readable', () => {
    const strict = vocabularyWith({ number: false, status: false, net: false })
    const found = errorsOf(smallPolicies, strict).map((error) => error.message)
    expect(found).toEqual([
      '`net` of Invoice is never null in the schema, and `invoice/managed` shows the row without it.',
    ])
    const forbidden = withInvoice('fields: [amounts]', 'fields: [status]')
    expect(errorsOf(forbidden, vocabularyWith({ status: false })).map((error) => error.message)).toEqual([
      '`status` of Invoice is never null in the schema, and `invoice/disputed-amounts` shows the row without it.',
    ])
  })

  test('every code of the catalogue is met by a mistake', () => {
    const met = new Set(typos.map((typo) => typo.code))
    const ofScopes = ['duplicate-scope', 'part-with-scope', 'scope-and-never', 'without-scope']
    const elsewhere = ['type-without-document', 'conditional-field-not-nullable', ...ofScopes]
    expect(POLICY_ERROR_CODES.filter((code) => !met.has(code)).sort()).toEqual(elsewhere.sort())
  })
})

describe('a mistake is shown where it was written', () => {
  const places: readonly (readonly [style: string, when: string, line: number, column: number])[] = [
    ['plain', 'when: invoice.nett == 1', 5, 19],
    ['plain on two lines', 'when: invoice.net == 1\n      && invoice.nett == 1', 6, 18],
    ['single quotes', "when: 'invoice.number == ''A'' && invoice.nett == 1'", 5, 47],
    ['double quotes', 'when: "invoice.number == \\"A\\" && invoice.nett == 1"', 5, 47],
    ['double quotes with a line break written out', 'when: "invoice.disputed\\n&& invoice.nett == 1"', 5, 41],
    ['double quotes on two lines', 'when: "invoice.disputed &&\n      invoice.nett == 1"', 6, 15],
    [
      'a folded block',
      'when: >-\n      invoice.disputed\n        && invoice.nett == 1\n      || true',
      7,
      20,
    ],
    ['a literal block', 'when: | # why\n      invoice.disputed\n      && invoice.nett == 1', 7, 18],
    [
      'a block with an indent of its own',
      'when: |2\n      invoice.disputed &&\n          invoice.nett == 1',
      7,
      19,
    ],
  ]

  test.each(places)('%s', (_style, when, line, column) => {
    const text = `type: Invoice\nrules:\n  - id: invoice/one\n    because: X.\n    ${when}\n    permit: read\n    fields: all\n    to: everyone\n`
    const files = [
      ...smallPolicies.filter((one) => !one.path.endsWith('/invoice.policy.yaml')),
      file('invoice.policy.yaml', text),
    ]
    expect(errorsOf(files).map((error) => [error.code, error.line, error.column])).toEqual([
      ['unknown-name', line, column],
    ])
  })
})

function errorsOf(files: readonly PolicyFile[], vocabulary = smallVocabulary): readonly PolicyError[] {
  try {
    loadPolicies(files, vocabulary)
    return []
  } catch (error) {
    if (error instanceof PolicyErrors) return error.errors
    throw error
  }
}

/** The small policies, texts of the document of invoices replaced two by two. */
function withInvoice(...texts: readonly string[]): readonly PolicyFile[] {
  return smallPolicies.map((one) => {
    if (!one.path.endsWith('/invoice.policy.yaml')) return one
    let { text } = one
    for (let index = 0; index < texts.length; index += 2)
      text = text.replace(texts[index] ?? '', texts[index + 1] ?? '')
    return { ...one, text }
  })
}

function vocabularyWith(nullable: Readonly<Record<string, boolean>>): Vocabulary {
  const types = [...smallVocabulary.types].map(([name, words]): [string, typeof words] => {
    if (name !== 'Invoice') return [name, words]
    const fields = words.fields.map((field) => ({
      ...field,
      nullable: nullable[field.name] ?? field.nullable,
    }))
    return [name, { ...words, fields }]
  })
  return { ...smallVocabulary, types: new Map(types) }
}

import { createHash } from 'node:crypto'
import {
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  isInputObjectType,
  Kind,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  ValidationContext,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { type Settings } from '../app/settings'
import { prices } from '../read/price-list'
import { countComparisons, type DocumentMeasure, measureDocument } from './document-size'
import { GatewayError } from './error-catalogue'

type DocumentLimits = Pick<
  Settings,
  | 'maxDocumentBytes'
  | 'maxTokens'
  | 'maxDepth'
  | 'maxAliases'
  | 'maxRootFields'
  | 'maxDirectives'
  | 'introspection'
>

/** A parsed document. */
interface ReadDocument {
  readonly text: string
  /** Undefined where it was refused. */
  readonly document: DocumentNode | undefined
  /** Why it is refused for every caller: it is too large, or no GraphQL. */
  readonly refusals: readonly GraphQLError[]
  /** The price of reading and validating it for the first time. */
  readonly price: number
}

/**
 * Reads each document once: measured, parsed, and validated once for each schema. Refused documents are remembered too.
 * INVARIANT: nothing that takes more than linear time meets a document before it was measured: some of GraphQL's own rules
 * take quadratic time.
 */
export interface Documents {
  read(text: string): ReadDocument & { readonly isNew: boolean }
  /** The problems with a schema; empty if the document is valid. */
  problems(read: ReadDocument, schema: GraphQLSchema): readonly GraphQLError[]
  /** Whether it was validated against that schema recently. */
  isValidated(read: ReadDocument, schema: GraphQLSchema): boolean
  /** The text of a recently read document. */
  textOf(sha256: string): string | undefined
  /** The valid documents of a schema, in the form of Apollo Server's cache: `get` by a key that ends in the SHA-256. */
  validFor(schema: GraphQLSchema): ValidDocuments
}

interface ValidDocuments {
  get(key: string): Promise<DocumentNode | undefined>
  set(): Promise<void>
  delete(): Promise<void>
}

export function documentsWithin(limits: DocumentLimits): Documents {
  const known = new LRUCache<string, Kept>({ maxSize: MOST_CHARACTERS, sizeCalculation: sizeOf })
  return {
    read(text) {
      // WHY not remembered: comparing its length is enough to refuse it again.
      if (Buffer.byteLength(text) > limits.maxDocumentBytes) {
        return { ...refusedDocument('', tooMuch('bytes', limits.maxDocumentBytes)), isNew: true }
      }
      const hash = sha256(text)
      const before = known.get(hash)
      if (before !== undefined) return { ...before.read, isNew: false }
      const read = readDocument(text, limits)
      known.set(hash, { read, problems: new WeakMap() })
      return { ...read, isNew: true }
    },
    problems({ text, document }, schema) {
      if (document === undefined) return []
      const kept = known.get(sha256(text))?.problems
      const before = kept?.get(schema)
      if (before !== undefined) return before
      const problems = validateDocument(schema, document, limits)
      kept?.set(schema, problems)
      return problems
    },
    isValidated: ({ text, document }, schema) =>
      document === undefined || known.get(sha256(text))?.problems.get(schema) !== undefined,
    textOf: (hash) => known.get(hash)?.read.text,
    validFor: (schema) => ({
      get: (key) => {
        const found = known.get(key.slice(-HASH_LENGTH))
        return Promise.resolve(found?.problems.get(schema)?.length === 0 ? found.read.document : undefined)
      },
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    }),
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const HASH_LENGTH = 64

/** How many comparisons of fields validation may take. Documents of ordinary clients need some hundreds. */
const MOST_COMPARISONS = 5000

/** How many operations one document may hold: rules of validation walk the fragments once for each. */
const MOST_OPERATIONS = 50

function readDocument(text: string, limits: DocumentLimits): ReadDocument {
  const { maxTokens } = limits
  try {
    const document = parse(text, { maxTokens })
    refuseLarge(measureDocument(document), limits)
    if (countComparisons(document, MOST_COMPARISONS) > MOST_COMPARISONS)
      throw tooMuch('overlapping fields', MOST_COMPARISONS)
    return { text, document, refusals: [], price: priceOf(text) }
  } catch (error) {
    if (error instanceof GatewayError) return refusedDocument(text, error)
    if (!(error instanceof GraphQLError)) throw error
    const isLong = error.message.includes(`contains more that ${maxTokens} tokens`)
    return refusedDocument(text, isLong ? tooMuch('tokens', maxTokens) : syntaxError(error))
  }
}

function refusedDocument(text: string, refusal: GraphQLError): ReadDocument {
  return { text, document: undefined, refusals: [refusal], price: priceOf(text) }
}

function priceOf({ length }: string): number {
  return Math.max(prices.request.units, length * prices.character.units)
}

function refuseLarge(measure: DocumentMeasure, limits: DocumentLimits): void {
  refuseAbove('levels of fields', measure.depth, limits.maxDepth)
  refuseAbove('aliases', measure.aliases, limits.maxAliases)
  refuseAbove('fields at its root', measure.rootFields, limits.maxRootFields)
  refuseAbove('directives', measure.directives, limits.maxDirectives)
  refuseAbove('operations', measure.operations, MOST_OPERATIONS)
}

function refuseAbove(what: string, size: number, limit: number): void {
  if (size > limit) throw tooMuch(what, limit)
}

function tooMuch(what: string, limit: number): GatewayError {
  return new GatewayError('COST_EXCEEDED', {
    message: `The document has more than ${limit} ${what}.`,
    wayOut: 'Split the document into several, or use fewer fields, aliases and fragments.',
  })
}

/** INVARIANT: the message repeats nothing of the document: it may be half of a password with a quote in it. */
function syntaxError(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/\b(Name|String|BlockString|Int|Float) "[\s\S]*"(?=[.,]?$)/, '$1')
  return new GraphQLError(message, {
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code: 'GRAPHQL_PARSE_FAILED' },
  })
}

interface Kept {
  readonly read: ReadDocument
  readonly problems: WeakMap<GraphQLSchema, readonly GraphQLError[]>
}

/** INVARIANT: the cache is bounded by the memory of the trees, about a hundred bytes for each character. */
const MOST_CHARACTERS = 1_000_000

/** WHY a minimum: even an empty entry takes memory. */
function sizeOf({ read }: Kept): number {
  return read.text.length + 1000
}

/** How many problems are reported at once. */
const MOST_PROBLEMS = 50

/** GraphQL's rules, and ours: no echo of values, no operation that the schema has no root for, introspection by setting. */
function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  { introspection }: { readonly introspection: boolean },
): readonly GraphQLError[] {
  const rules: ValidationRule[] = [
    ...specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule),
    knownOperations,
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ]
  // WHY no suggestions: they name what a caller may not know of, and looking for them takes quadratic time.
  const problems = validate(schema, document, rules, { maxErrors: MOST_PROBLEMS, hideSuggestions: true })
  return [...problems, ...wrongValues(schema, document)].slice(0, MOST_PROBLEMS).map(
    (problem) =>
      new GraphQLError(problem.message, {
        nodes: problem.nodes ?? null,
        source: problem.source ?? null,
        positions: problem.positions ?? null,
        extensions: { ...problem.extensions, code: 'GRAPHQL_VALIDATION_FAILED' },
      }),
  )
}

/**
 * The rule of graphql-js on literals, with messages that leave the literals out: a password in a document must not get into
 * the answer, nor into anything that stores answers.
 */
function wrongValues(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const problems: GraphQLError[] = []
  const types = new TypeInfo(schema)
  const report = (error: GraphQLError): void => {
    if (problems.length >= MOST_PROBLEMS) return
    const type = types.getInputType()
    const [node] = error.nodes ?? []
    // Problems with an object are about the names of its fields, which are no values.
    if (type === null || type === undefined || isAboutNames(node, String(type))) problems.push(error)
    else
      problems.push(
        new GraphQLError(`Expected a value of type "${String(type)}".`, { nodes: error.nodes ?? null }),
      )
  }
  const isAboutNames = (node: ASTNode | undefined, type: string): boolean =>
    node?.kind === Kind.OBJECT_FIELD ||
    (node?.kind === Kind.OBJECT && isInputObjectType(schema.getType(type.replace(/[[\]!]/g, ''))))
  const context = new ValidationContext(schema, document, types, report, true)
  visit(document, visitWithTypeInfo(types, ValuesOfCorrectTypeRule(context)))
  return problems
}

/** WHY a rule: graphql-js notices it only during execution, when it can no longer be reported as the caller's mistake. */
function knownOperations(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation) !== undefined) return
      const message =
        node.operation === OperationTypeNode.SUBSCRIPTION
          ? 'This server has no subscriptions. Ask again with a query.'
          : `The schema has no ${node.operation}.`
      context.reportError(new GraphQLError(message, { nodes: node }))
    },
  }
}

import { type DocumentNode, GraphQLError, Lexer, parse, Source, TokenKind } from 'graphql'

import { GatewayError } from './gateway-error'
import { measureDocument, type DocumentMeasure } from './measure-document'
import { Recent } from '../policy/recent'
import { type Settings } from './settings'

export type DocumentLimits = Pick<
  Settings,
  'maxDocumentBytes' | 'maxTokens' | 'maxDepth' | 'maxAliases' | 'maxRootFields' | 'maxDirectives'
>

/** Throws COST_EXCEEDED for a document that is larger than one may be. */
export type RefuseLargeDocument = (text: string) => void

/**
 * WHY before validation and not as rules of it: some of GraphQL's own rules take quadratic time, so they must
 * never meet a document that is too large. A document that is no GraphQL passes here: Apollo reports it.
 */
export function documentLimits(limits: DocumentLimits): RefuseLargeDocument {
  const passed = new Recent<string, true>(1000)
  return (text) => {
    if (passed.get(text) !== undefined) return
    refuseAbove('bytes', Buffer.byteLength(text), limits.maxDocumentBytes)
    const document = parseUpTo(limits.maxTokens, text)
    if (document === undefined) return
    refuseLarge(measureDocument(document), limits)
    passed.set(text, true)
  }
}

function refuseLarge(measure: DocumentMeasure, limits: DocumentLimits): void {
  refuseAbove('levels of fields', measure.depth, limits.maxDepth)
  refuseAbove('aliases', measure.aliases, limits.maxAliases)
  refuseAbove('fields at its root', measure.rootFields, limits.maxRootFields)
  refuseAbove('directives', measure.directives, limits.maxDirectives)
}

function refuseAbove(what: string, size: number, limit: number): void {
  if (size <= limit) return
  throw new GatewayError('COST_EXCEEDED', { message: `The document has more than ${limit} ${what}.` })
}

/** Undefined where the text is not GraphQL. The tokens are counted before a tree is built. */
function parseUpTo(limit: number, text: string): DocumentNode | undefined {
  try {
    const lexer = new Lexer(new Source(text))
    for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF;) refuseAbove('tokens', (tokens += 1), limit)
    return parse(text, { noLocation: true })
  } catch (error) {
    if (error instanceof GatewayError || !(error instanceof GraphQLError)) throw error
    return undefined
  }
}

import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { type GraphQLSchema } from 'graphql'
import { type Logger } from 'pino'
import { LRUCache } from 'lru-cache'
import { resolveField } from '../query/resolve-field'
import { type Documents } from './documents'
import { type FormatError } from './format-error'
import { type RequestContext } from './request-context'
import { type Settings } from './settings'

export interface ApolloMeans {
  readonly settings: Pick<Settings, 'introspection' | 'maxTokens'>
  readonly documents: Documents
  readonly logger: Logger
  readonly formatError: FormatError
  readonly plugin: ApolloServerPlugin<RequestContext>
}

export type ApolloServerFor = (schema: GraphQLSchema) => Promise<ApolloServer<RequestContext>>

/**
 * One Apollo Server a schema, started when first needed. INVARIANT: each keeps its own validated documents, so
 * what is valid for one class of principals never counts as valid for another.
 */
export function apolloServers(means: ApolloMeans, capacity = 64): ApolloServerFor {
  const servers = new LRUCache<GraphQLSchema, Promise<ApolloServer<RequestContext>>>({ max: capacity })
  return (schema) => {
    const known = servers.get(schema)
    if (known !== undefined) return known
    const started = start(schema, means)
    servers.set(schema, started)
    return started
  }
}

async function start(schema: GraphQLSchema, means: ApolloMeans): Promise<ApolloServer<RequestContext>> {
  const { settings, documents, logger, formatError, plugin } = means
  const server = new ApolloServer<RequestContext>({
    schema,
    fieldResolver: resolveField,
    formatError,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    introspection: settings.introspection,
    parseOptions: { maxLexicalTokens: settings.maxTokens },
    allowBatchedHttpRequests: false,
    // Ours comes first, and knows that nobody forges a bearer token: `refuse-forgeable.ts`.
    csrfPrevention: false,
    documentStore: documents.validFor(schema),
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: apolloLog(logger),
    plugins: [
      plugin,
      // WHY: on by default, it wraps every resolver and halves the throughput.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
  await server.start()
  return server
}

/** Apollo logs text; its hints for developers are not worth a line. */
function apolloLog(logger: Logger): NonNullable<ApolloServerOptions<RequestContext>['logger']> {
  const ignore = (): void => undefined
  return {
    debug: ignore,
    info: ignore,
    warn: (message) => logger.warn({ apollo: String(message) }, 'Apollo Server warns'),
    error: (message) => logger.error({ apollo: String(message) }, 'Apollo Server failed'),
  }
}

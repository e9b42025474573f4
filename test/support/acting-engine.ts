import { type DocumentNode, execute, getOperationAST, parse, validate } from 'graphql'
import { type DataSource } from 'typeorm'
import { type Assembled } from '../../src/app/assemble'
import { mandateOn } from '../../src/app/mandate-on'
import { passwordMatches } from '../../src/auth/passwords'
import { writerOf } from '../../src/http/answer-graphql'
import { type RequestProgress } from '../../src/http/request-context'
import { type Clock } from '../../src/platform/clock'
import { type Principal } from '../../src/policy/principal'
import { resolveField } from '../../src/read/schema/annotations'
import { type WriteDependencies } from '../../src/write/operation'

/** Reads and writes through the real schema, policies and interfaces, without a server around. */
export interface ActingEngine {
  readonly mandate: Assembled
  readonly dependencies: WriteDependencies
  /** The `data` of the answer. An error is a failure of the test. */
  ask(as: Principal, text: string, variables?: Readonly<Record<string, unknown>>): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
}

export function actingEngine(dataSource: DataSource, clock: Clock): ActingEngine {
  const mandate = mandateOn(dataSource, { secret: Buffer.alloc(32, 7), maximumCost: 10_000_000 })
  const dependencies: WriteDependencies = { ...mandate, clock, publicUrl: 'https://mandate.example' }
  const documents = new Map<string, DocumentNode>()
  return {
    mandate,
    dependencies,
    ask: async (principal, text, variables = {}) => {
      const document = documents.get(text) ?? validated(mandate, text)
      documents.set(text, document)
      const operation = getOperationAST(document)
      if (operation === null || operation === undefined) throw new Error('One operation at a time')
      const now = clock.now()
      const prepared = mandate.engine.prepare({
        document,
        operation,
        variables,
        principal,
        accessMode: 'redact',
        now,
      })
      const progress: RequestProgress = { prepared, principal, cookies: [] }
      const request = {
        locale: 'en',
        spendUnnamed: () => Promise.resolve(),
        passwordMatches: (asked: { password: string; hash: string }) =>
          passwordMatches({ password: asked.password, storedHash: asked.hash }, 'tests'),
      }
      const result = await execute({
        schema: mandate.schema,
        document,
        variableValues: variables,
        contextValue: {
          read: prepared.read.bind(prepared),
          write: writerOf(dependencies, request, progress),
        },
        fieldResolver: resolveField,
      })
      const [error] = result.errors ?? []
      if (error !== undefined) throw error.originalError ?? error
      return JSON.parse(JSON.stringify(result.data))
    },
  }
}

function validated({ schema }: Assembled, text: string): DocumentNode {
  const document = parse(text)
  const [mistake] = validate(schema, document)
  if (mistake !== undefined) throw mistake
  return document
}

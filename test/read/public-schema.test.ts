import {
  buildClientSchema,
  getIntrospectionQuery,
  graphql,
  type IntrospectionQuery,
  printSchema,
} from 'graphql'
import { mandateWithoutData } from '../../src/app/mandate-on'
import { resolveField } from '../../src/read/schema/annotations'

describe('the schema that is served', () => {
  it('can be asked for, and is then the same', async () => {
    const { schema } = await mandateWithoutData()
    const source = getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true })
    const answer = await graphql({ schema, source, fieldResolver: resolveField })
    expect(answer.errors).toBeUndefined()
    // What an introspection answers, by construction of its query.
    const asked = buildClientSchema(answer.data as unknown as IntrospectionQuery)
    expect(printSchema(asked)).toBe(printSchema(schema))
  })
})

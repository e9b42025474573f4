import { noun } from '../noun'
import { NodeResolver } from './node.resolver'

export const relay = noun({
  name: 'relay',
  resolvers: [NodeResolver],
})

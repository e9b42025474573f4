import { noun } from '../noun'
import { ScopeResolver } from './scope.resolver'

export const scope = noun({
  name: 'scope',
  resolvers: [ScopeResolver],
})

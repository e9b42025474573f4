import { noun } from '../noun'
import { ViewerResolver } from './viewer.resolver'

export const viewer = noun({
  name: 'viewer',
  resolvers: [ViewerResolver],
})

import { noun } from '../noun'
import { SubProcessor } from './sub-processor.entity'
import { SubProcessorResolver } from './sub-processor.resolver'

export const subProcessor = noun({
  name: 'sub-processor',
  entities: [SubProcessor],
  resolvers: [SubProcessorResolver],
})

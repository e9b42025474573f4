import { Connection } from '../relay/connection'
import { SubProcessor } from './sub-processor.entity'

export const SubProcessorConnection = Connection(() => SubProcessor, 'SubProcessor')

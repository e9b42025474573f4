import { Connection } from '../relay/connection'
import { SupportVisit } from './support-visit.entity'

export const SupportVisitConnection = Connection(() => SupportVisit, 'SupportVisit')

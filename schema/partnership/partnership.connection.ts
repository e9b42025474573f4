import { Connection } from '../relay/connection'
import { Partnership } from './partnership.entity'

export const PartnershipConnection = Connection(() => Partnership, 'Partnership')

import { Connection } from '../relay/connection'
import { Organisation } from './organisation.entity'

export const OrganisationConnection = Connection(() => Organisation, 'Organisation')

import { Connection } from '../relay/connection'
import { Partner } from './partner.entity'

export const PartnerConnection = Connection(() => Partner, 'Partner')

import { noun } from '../noun'
import { Partner, PartnerRate } from './partner.entity'
import { PartnerResolver } from './partner.resolver'

export const partner = noun({
  name: 'partner',
  entities: [Partner, PartnerRate],
  resolvers: [PartnerResolver],
})

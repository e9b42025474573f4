import { noun } from '../noun'
import { shared } from '../personal-data/person-reference'
import { OrderLine } from './order-line.entity'
import { Order } from './order.entity'
import { orderExamples } from './order.examples'
import { orderReasons } from './order.reasons'
import { OrderResolver } from './order.resolver'

export const order = noun({
  name: 'order',
  entities: [Order, OrderLine],
  resolvers: [OrderResolver],
  reasons: orderReasons,
  personReferences: [
    {
      at: 'orders.placed_by_id',
      exported: shared('orders-placed', {
        type: 'Order',
        fields: 'kind status placedAt placedFor { id name }',
      }),
      erasure: 'kept',
    },
  ],
  examples: orderExamples,
  saidByCallers: {
    'PlaceOrderInput.organisationId': 'the target: what is ordered for, decided by the policy',
  },
})

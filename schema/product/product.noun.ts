import { HOUR, noun } from '../noun'
import { shared } from '../personal-data/person-reference'
import { HolderChange } from './holder-change.entity'
import { Product } from './product.entity'
import { productExamples, productMailChecks } from './product.examples'
import { productReasons } from './product.reasons'
import { ProductResolver } from './product.resolver'
import { ageProducts, remindOfRenewals, renewProducts } from './renewal-jobs'
import { RightsResolver } from './rights.resolver'
import { productMails } from './product.mails'

export const product = noun({
  name: 'product',
  entities: [Product, HolderChange],
  resolvers: [ProductResolver, RightsResolver],
  jobs: ({ dependencies }) => [
    {
      name: 'renewals',
      every: HOUR,
      means: 'Renews products two weeks before they are due, stops those not paid, and ends them in time.',
      run: async (now) => ({
        ...(await renewProducts(dependencies, now)),
        ...(await ageProducts(dependencies, now)),
      }),
    },
    {
      name: 'reminders',
      every: HOUR,
      means: 'Reminds who is billed of renewals, fourteen, seven days and one day before they are due.',
      run: (now) => remindOfRenewals(dependencies, now),
    },
  ],
  reasons: productReasons,
  mails: productMails,
  personReferences: [
    {
      at: 'products.managed_by_id',
      exported: shared('products-managed', {
        type: 'Product',
        fields: 'name category status expiresOn organisation { id name }',
      }),
      erasure: 'kept',
    },
  ],
  examples: productExamples,
  mailChecks: productMailChecks,
  provenElsewhere: {
    confirmHolderChange: 'its link proves itself; test/rights proves it',
    refuseHolderChange: 'its link proves itself; test/rights proves it',
  },
  saidByCallers: {
    'TransferProductInput.organisationId': 'the receiving side; membership there is asked for',
  },
})

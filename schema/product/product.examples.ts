import { type MailCheck, type MutationExample } from '../noun-proofs'

const holder = {
  name: 'Nele Probe',
  kind: 'PRIVATE',
  email: 'nele@probe.example',
  address: { street: 'Gasse 1', postalCode: '3000', city: 'Bern', country: 'CH' },
}

/** With what the contract tests try the mutations of products. */
export const productExamples: Readonly<Record<string, MutationExample>> = {
  renewProduct: {
    ...onProduct('renew', ({ id }) => ({ productId: `Product:${id}` })),
    other: (input) => ({ ...input, years: 2 }),
  },
  updateProduct: {
    ...onProduct('update', ({ id, auto_renew: now }) => ({
      productId: `Product:${id}`,
      autoRenew: Number(now) === 0,
    })),
    needs: [{ action: 'update' }, { action: 'read', field: 'autoRenew' }],
  },
  changeHolder: {
    ...onProduct('changeHolder', ({ id }) => ({ productId: `Product:${id}`, holder })),
    other: (input) => ({ ...input, holder: { ...holder, name: 'Nils Probe' } }),
  },
  transferProduct: {
    ...onProduct('transfer', ({ id, organisation_id: from }, { idOf }) => {
      const jura = idOf('organisation/jura')
      return {
        productId: `Product:${id}`,
        organisationId: `Organisation:${from}` === jura ? idOf('organisation/duval') : jura,
      }
    }),
    references: {
      organisationId: {
        type: 'Organisation',
        put: (input, organisationId) => ({ ...input, organisationId }),
      },
    },
    other: (input, { idOf }) => ({ ...input, organisationId: idOf('organisation/duval') }),
    byOnePersonOnly: true,
  },
}

function onProduct(action: string, minimal: MutationExample['minimal']): MutationExample {
  return { target: 'Product', field: 'productId', needs: [{ action }], concerns: 'organisation_id', minimal }
}

/** WHY no policy: who gets it need not be a User; it goes to the holder of the product and nobody else. */
export const productMailChecks: Readonly<Record<string, MailCheck>> = {
  'holder-change': ({ to, data, target, find }) => {
    const holder = find('contacts', target['holder_id'])
    const right = holder?.['email'] === to && data['holder'] === holder['name']
    return right && data['product'] === target['name'] ? [] : [`not the holder's: ${JSON.stringify(data)}`]
  },
}

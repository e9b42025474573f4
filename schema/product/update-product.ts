import { type Operation } from '../../src/write/operation'
import { refuse } from '../user-error/user-error'
import { Product } from './product.entity'
import { type UpdateProductInput } from './product.resolver'

/**
 * Turns the automatic renewal of a product on or off. It commits the payer to the next invoice, so only the side that pays
 * can decide it.
 */
export const updateProduct: Operation<UpdateProductInput> = {
  name: 'updateProduct',
  by: 'signed in',
  run: async (tx, { productId, autoRenew }) => {
    const key = await tx.target('Product', productId, 'productId')
    const { organisation } = await tx.manager.findOneOrFail(Product, {
      where: { id: key },
      relations: { organisation: true },
    })
    await tx.authorise('update', 'Product', key)
    if (!(await tx.reads('Product', key, 'autoRenew'))) {
      throw refuse('FORBIDDEN', 'NOT_ALLOWED', { field: 'autoRenew' })
    }
    const product = await tx.manager.findOneByOrFail(Product, { id: key })
    if (product.autoRenew === autoRenew) throw refuse('CONFLICT', 'UNCHANGED', { field: 'autoRenew' })
    await tx.manager.update(Product, key, { autoRenew })
    await tx.audit({
      action: autoRenew ? 'automatic renewal turned on' : 'automatic renewal turned off',
      subject: { type: 'Product', key },
      organisation: organisation.id,
    })
    return { product: { type: 'Product', key } }
  },
}

import { idOf } from '../../schema/world/demo/demo-world'

/** The number of an invoice of the demo world, which numbers them in the order of their ids. */
export function invoiceNumber(name: string): string {
  return `INV-${idOf(`invoice/${name}`).slice('Invoice:'.length).padStart(7, '0')}`
}

/** An operation worth timing, and as whom. */
export interface Measured {
  readonly name: string
  readonly as: 'big partner' | 'small partner' | 'client'
  readonly text: string
}

const dashboard = `query Dashboard {
  organisations(first: 50) { nodes { id name
    products(first: 5) { totalCount nodes { id name status expiresOn } }
    serviceInvoices(first: 3, orderBy: [{ field: ISSUED_ON, direction: DESC }]) { nodes { number gross { amount } } } } } }`

const period = `query Period {
  invoices(first: 100, filter: { issuedOn: { gte: "2025-01-01", lt: "2026-01-01" } },
    orderBy: [{ field: ISSUED_ON, direction: DESC }]) {
    nodes { id number issuedOn status gross { amount currency } billedOrganisation { name }
      lines { description quantity net { amount } } } } }`

const sums = `query Sums { invoices { totalCount totals { currency count gross { amount } } } }`

const products = `query Products { products(first: 50, orderBy: [{ field: EXPIRES_ON }]) { nodes { id name expiresOn } } }`

const productCount = `query ProductCount { products { totalCount } }`

const orders = `query Orders { orders(first: 50, orderBy: [{ field: PLACED_AT, direction: DESC }]) { nodes { id placedAt total { amount } } } }`

const orderCount = `query OrderCount { orders { totalCount } }`

const one = `query One { viewer { organisation { id name kind country legalName phone currency vatNumber vatStatus
  postalAddress { city } } } }`

const users = `query Users { users(first: 20) { totalCount nodes { name email } } }`

/** Everything that is measured, the issue's own operations first. */
export const operations: readonly Measured[] = [
  { name: 'one organisation, ten fields', as: 'client', text: one },
  { name: '50 clients, product count, 5 products, last 3 invoices', as: 'big partner', text: dashboard },
  { name: '50 clients, product count, 5 products, last 3 invoices', as: 'small partner', text: dashboard },
  { name: '100 invoices of a period, newest first, with lines', as: 'big partner', text: period },
  { name: '100 invoices of a period, newest first, with lines', as: 'small partner', text: period },
  { name: 'count and sum of visible invoices', as: 'big partner', text: sums },
  { name: 'count and sum of visible invoices', as: 'small partner', text: sums },
  { name: '50 products by due date', as: 'big partner', text: products },
  { name: '50 products by due date', as: 'small partner', text: products },
  { name: '50 products by due date', as: 'client', text: products },
  { name: 'count of visible products', as: 'big partner', text: productCount },
  { name: 'count of visible products', as: 'small partner', text: productCount },
  { name: '50 newest orders', as: 'big partner', text: orders },
  { name: '50 newest orders', as: 'small partner', text: orders },
  { name: 'count of visible orders', as: 'big partner', text: orderCount },
  { name: 'count of visible orders', as: 'small partner', text: orderCount },
  { name: 'users, first 20 and count', as: 'big partner', text: users },
  { name: 'users, first 20 and count', as: 'small partner', text: users },
]

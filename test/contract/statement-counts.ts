/** An operation, for a size of its pages, and exactly how many statements it takes, whatever the size. */
export interface CountedOperation {
  readonly name: string
  readonly text: (size: number) => string
  readonly statements: number
}

const ids = '"Organisation:1", "Organisation:8", "Product:1", "Product:2", "Partner:1"'

export const countedOperations: readonly CountedOperation[] = [
  { name: 'nothing of the tables', statements: 0, text: () => '{ __typename viewer { role } }' },
  { name: 'the rules of the caller', statements: 0, text: () => '{ viewer { rules } }' },
  {
    name: 'a root list',
    statements: 1,
    text: (n) => `{ products(first: ${n}) { nodes { id name status } } }`,
  },
  {
    name: 'a root list by its edges, its nodes and its page info',
    statements: 1,
    text: (n) =>
      `{ products(first: ${n}) { nodes { name } edges { cursor node { id name } } pageInfo { hasNextPage endCursor } } }`,
  },
  { name: 'a page from the end', statements: 1, text: (n) => `{ products(last: ${n}) { nodes { id } } }` },
  {
    name: 'a row by its id',
    statements: 1,
    text: () => '{ organisation(id: "Organisation:1") { id name } }',
  },
  {
    name: 'a row that does not exist',
    statements: 1,
    text: () => '{ organisation(id: "Organisation:999999") { id } }',
  },
  { name: 'a malformed id', statements: 1, text: () => '{ organisation(id: "nonsense") { id } }' },
  { name: 'a count alone', statements: 1, text: () => '{ products { totalCount } }' },
  {
    name: 'a page and its count',
    statements: 2,
    text: (n) => `{ products(first: ${n}) { totalCount nodes { id } } }`,
  },
  {
    name: 'sums per currency',
    statements: 1,
    text: () => '{ invoices { totals { currency count gross { amount } } } }',
  },
  {
    name: 'sums and the count of the same list',
    statements: 1,
    text: () => '{ invoices { totalCount totals { net { amount } vat { amount } } } }',
  },
  {
    name: 'a to-one edge',
    statements: 2,
    text: (n) => `{ products(first: ${n}) { nodes { id organisation { id name } } } }`,
  },
  {
    name: 'two to-one edges to the same type',
    statements: 3,
    text: (n) => `{ products(first: ${n}) { nodes { organisation { name } payer { name } } } }`,
  },
  {
    name: 'a plain list',
    statements: 2,
    text: (n) => `{ invoices(first: ${n}) { nodes { number lines { description net { amount } } } } }`,
  },
  {
    name: 'a nested page of every parent',
    statements: 2,
    text: (n) =>
      `{ organisations(first: 50) { nodes { name products(first: ${n}) { nodes { id name } } } } }`,
  },
  {
    name: 'the first three service invoices of every client',
    statements: 2,
    text: (n) =>
      `{ organisations(first: ${n}) { nodes { serviceInvoices(first: 3, orderBy: [{ field: ISSUED_ON, direction: DESC }]) { nodes { number } } } } }`,
  },
  {
    name: 'a nested count of every parent',
    statements: 2,
    text: (n) => `{ organisations(first: ${n}) { nodes { products { totalCount } } } }`,
  },
  {
    name: 'a nested page with its count',
    statements: 3,
    text: (n) =>
      `{ organisations(first: ${n}) { nodes { products(first: 3) { totalCount nodes { id } } } } }`,
  },
  {
    name: 'the dashboard: clients, products with their count, last invoices',
    statements: 4,
    text: (n) =>
      `{ organisations(first: ${n}) { nodes { id name products(first: 5) { totalCount nodes { id name status } }
        serviceInvoices(first: 3) { nodes { number gross { amount } } } } } }`,
  },
  {
    name: 'three levels of lists',
    statements: 3,
    text: (n) =>
      `{ organisations(first: 10) { nodes { products(first: ${n}) { nodes { orders(first: 3) { nodes { placedAt } } } } } } }`,
  },
  {
    name: 'three levels of lists with a to-one edge at each',
    statements: 6,
    text: (n) =>
      `{ organisations(first: 10) { nodes { partner { id } products(first: ${n}) { nodes { managedBy { name }
        orders(first: 3) { nodes { placedBy { name } } } } } } } }`,
  },
  {
    name: 'a list through a join table',
    statements: 2,
    text: (n) => `{ partnerships(first: ${n}) { nodes { grantedProducts(first: 2) { nodes { id } } } } }`,
  },
  {
    name: 'the same list under two aliases',
    statements: 2,
    text: (n) =>
      `{ one: products(first: ${n}) { nodes { id } } other: products(last: ${n}) { nodes { name } } }`,
  },
  {
    name: 'the same field under two aliases',
    statements: 1,
    text: (n) => `{ products(first: ${n}) { nodes { one: name other: name } } }`,
  },
  {
    name: 'selections merged from fragments',
    statements: 2,
    text: (n) =>
      `{ products(first: ${n}) { nodes { ...one ...other } } }
       fragment one on Product { organisation { id } } fragment other on Product { organisation { name } }`,
  },
  { name: 'a node', statements: 1, text: () => '{ node(id: "Organisation:1") { id __typename } }' },
  { name: 'nodes of three types', statements: 3, text: () => `{ nodes(ids: [${ids}]) { id } }` },
  {
    name: 'the caller, with the memberships',
    statements: 3,
    text: () => '{ viewer { user { name } organisation { name } role memberships { role } } }',
  },
  {
    name: 'a filter through relations',
    statements: 1,
    text: (n) =>
      `{ products(first: ${n}, filter: { organisation: { partnerships: { some: { status: { eq: ACTIVE } } } },
        not: { holder: { name: { contains: "x" } } } }) { nodes { id } } }`,
  },
  {
    name: 'an ordering by a withheld price',
    statements: 1,
    text: (n) =>
      `{ products(first: ${n}, orderBy: [{ field: PUBLIC_PRICE }, { field: NAME }]) { nodes { id publicPrice { amount } } } }`,
  },
  {
    name: 'what may be read and done',
    statements: 1,
    text: (n) => `{ products(first: ${n}) { nodes { access { readable can } } } }`,
  },
  {
    name: 'the rights check of a product',
    statements: 5,
    text: (n) =>
      `{ products(first: ${n}) { nodes { rightsCheck { userProfile { name } organisation { name } billing { name } holder { name } differs } } } }`,
  },
]

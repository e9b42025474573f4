'use strict'

/**
 * Example queries, each from rich to plain. The page shows a person the first variant that is valid in that
 * person's own schema, and leaves an example out where none is.
 */
globalThis.MandateExamples = [
  {
    variants: [
      `# Who asks: rights come from the Organisation acted in.
# Choose somebody else above: the schema changes too.
query WhoAmI {
  viewer {
    role
    accounting
    user { name email }
    organisation { id name kind country }
    memberships { role organisationName }
  }
}
`,
      `# Who asks: rights come from the Organisation acted in.
query WhoAmI {
  viewer {
    role
    accounting
    user { name email }
    organisation { id name }
    memberships { role organisationName }
  }
}
`,
      `# Nobody is signed in: choose somebody above.
query WhoAmI {
  viewer { role accounting scopes }
}
`,
    ],
  },
  {
    variants: [
      `# The first clients, their products and last invoices:
# one SQL statement an edge, however many there are.
query PartnerDashboard {
  partnerships(first: 50, filter: { status: { eq: ACTIVE } }) {
    totalCount
    nodes {
      clientName
      partnerAccess
      paymentMode
      client {
        id
        products(first: 5, orderBy: [{ field: EXPIRES_ON }]) {
          totalCount
          nodes { name category expiresOn autoRenew publicPrice { amount currency } }
        }
        serviceInvoices(first: 3, orderBy: [{ field: ISSUED_ON, direction: DESC }]) {
          nodes { number issuedOn status gross { amount currency } }
        }
      }
    }
  }
}
`,
      `# The mandates you may know of, newest first.
query Partnerships {
  partnerships(first: 20, orderBy: [{ field: INVITED_AT, direction: DESC }]) {
    totalCount
    nodes { id clientName status partnerAccess paymentMode invitedAt startedAt endedAt productCount }
  }
}
`,
      `# Who manages the products, and how.
query Partnerships {
  partnerships { nodes { partner { displayName } paymentMode } }
}
`,
    ],
  },
  {
    variants: [
      `# Installed where, paid by whom, in whose name: three facts.
query Products {
  products(first: 20, orderBy: [{ field: EXPIRES_ON }]) {
    totalCount
    nodes {
      id
      name
      category
      status
      expiresOn
      autoRenew
      payer { name }
      publicPrice { amount currency }
      resellerPrice { amount currency }
      holder { name email }
      rightsCheck { differs userProfile { name } organisation { name } billing { name } holder { name } }
      access { readable can }
    }
  }
}
`,
      `# Installed where, paid by whom, in whose name: three facts.
query Products {
  products(first: 20, orderBy: [{ field: EXPIRES_ON }]) {
    totalCount
    nodes {
      id
      name
      category
      status
      expiresOn
      autoRenew
      payer { name }
      publicPrice { amount currency }
      holder { name email }
      access { readable can }
    }
  }
}
`,
      `# The products you were granted.
query Products {
  products(first: 20, orderBy: [{ field: NAME }]) {
    totalCount
    nodes { id name category status access { readable can } }
  }
}
`,
    ],
  },
  {
    variants: [
      `# Invoices you may see, newest first, and their sums: visible
# where they are billed, whatever the mode is today.
query Invoices {
  invoices(first: 10, orderBy: [{ field: ISSUED_ON, direction: DESC }]) {
    totalCount
    totals { currency count gross { amount currency } }
    nodes {
      number
      status
      issuedOn
      dueOn
      clientName
      billedOrganisation { name }
      gross { amount currency }
      lines { description quantity net { amount currency } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
    ],
  },
  {
    variants: [
      `# Orders; amounts only where you may see them.
# extensions.access counts what was withheld.
query Orders {
  orders(first: 10, orderBy: [{ field: PLACED_AT, direction: DESC }]) {
    totalCount
    nodes {
      placedAt
      kind
      status
      placedFor { name }
      payer { name }
      total { amount currency }
      lines { description price { amount currency } }
    }
  }
}
`,
      `# Orders: product, date and status; amounts are not for you.
query Orders {
  orders(first: 10, orderBy: [{ field: PLACED_AT, direction: DESC }]) {
    totalCount
    nodes { placedAt kind status placedFor { name } lines { description } }
  }
}
`,
    ],
  },
  {
    variants: [
      `# The Partner's income on what its clients paid.
query Cashback {
  cashbackEntries(first: 10, orderBy: [{ field: CREDITED_ON, direction: DESC }]) {
    totalCount
    totals { currency amount { amount } }
    nodes { clientName status creditedOn amount { amount currency } product { name } }
  }
}
`,
    ],
  },
  {
    variants: [
      `# The Organisation acted in: its people and its wallet.
query Organisation {
  viewer {
    organisation {
      name
      legalName
      vatNumber
      vatStatus
      postalAddress { street postalCode city country }
      billingAddresses { label recipient }
      memberships { nodes { user { name email } role accounting } }
      prepaidAccount { balance { amount currency } }
      access { readable can }
    }
  }
}
`,
      `# The Organisation acted in, as far as you may see it.
query Organisation {
  viewer { organisation { name access { readable can } } }
}
`,
    ],
  },
]

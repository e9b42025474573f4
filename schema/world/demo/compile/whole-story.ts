import type { Story } from '../story'

/** Every noun of the world, from all stories. */
export type WholeStory = { readonly [noun in keyof Story]-?: NonNullable<Story[noun]> }

/** The stories told as one. A thing two of them tell of is a mistake. */
export function wholeStory(stories: readonly Story[]): WholeStory {
  return {
    organisations: merge(stories, 'organisations'),
    users: merge(stories, 'users'),
    sessions: merge(stories, 'sessions'),
    memberships: merge(stories, 'memberships'),
    partners: merge(stories, 'partners'),
    partnerships: merge(stories, 'partnerships'),
    accessRequests: merge(stories, 'accessRequests'),
    contacts: merge(stories, 'contacts'),
    products: merge(stories, 'products'),
    orders: merge(stories, 'orders'),
    invoices: merge(stories, 'invoices'),
    movements: merge(stories, 'movements'),
    supportVisits: merge(stories, 'supportVisits'),
    breachNotices: merge(stories, 'breachNotices'),
    irregularities: merge(stories, 'irregularities'),
    memberInvitations: merge(stories, 'memberInvitations'),
    apiTokens: merge(stories, 'apiTokens'),
    applicationPasswords: merge(stories, 'applicationPasswords'),
    auditEntries: merge(stories, 'auditEntries'),
  }
}

function merge<N extends keyof Story>(stories: readonly Story[], noun: N): WholeStory[N] {
  const merged: { [name: string]: unknown } = {}
  for (const story of stories) {
    for (const [name, spec] of Object.entries(story[noun] ?? {})) {
      if (name in merged) throw new Error(`Two stories tell of ${noun} \`${name}\`.`)
      merged[name] = spec
    }
  }
  // The stories' own types vouch for every entry; only their union is lost in the loop.
  return merged as WholeStory[N]
}

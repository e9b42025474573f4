import { createHash } from 'node:crypto'
import { demoTokenOf } from '../demo-token'
import type { Draft } from './draft'
import { instant } from './instant'

/** What people gave their programs. The secrets are those of `demo-token.ts`. */
export function writePrograms({ names, rows, story }: Draft): void {
  for (const [name, spec] of Object.entries(story.apiTokens)) {
    const membership = story.memberships[spec.membership]
    if (membership === undefined) throw new Error(`The demo world has no membership ${spec.membership}.`)
    const secret = demoTokenOf(name)
    rows.add('api_tokens', {
      id: names.add('api-token', name),
      user_id: names.of('user', membership.user),
      organisation_id: names.of('organisation', membership.organisation),
      application: spec.application,
      prefix: secret.slice(0, 12),
      token_hash: digestOf(secret),
      scopes: spec.scopes.join(' '),
      created_at: instant(spec.createdAt),
      expires_at: null,
      last_used_at: null,
      revoked_at: null,
    })
  }
  for (const [name, spec] of Object.entries(story.applicationPasswords)) {
    rows.add('application_passwords', {
      id: names.add('application-password', name),
      user_id: names.of('user', spec.user),
      name: spec.name,
      prefix: 'mdp_demo-wor',
      // Of nothing anybody could send: the demo world opens no door without its owner.
      secret_hash: digestOf(`nothing/${name}`),
      created_at: instant(spec.createdAt),
      last_used_at: null,
      revoked_at: null,
    })
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

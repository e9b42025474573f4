import type { Command } from 'commander'
import type { PolicyParts } from '../policy-parts'
import { partsOfVersion } from './parts-of-version'
import { readVersion } from './read-version'

/** The option under which a report finds what it was asked of, where that is not what is in force. */
export const UNDER = 'under'

/** A verb that may be asked of another version of the policies: `--policy draft`, `--policy main`. */
export function underVersion(parts: PolicyParts, verb: (parts: PolicyParts) => Command): Command {
  // INVARIANT: a verb reads its parts when it runs, after the option was read, and never while it is made.
  const chosen = { ...parts }
  return verb(chosen)
    .option('--policy <version>', 'a git revision, a folder or a draft; without: the policies in force')
    .hook('preAction', (_program, command) => {
      const { policy } = command.opts<{ readonly policy?: string }>()
      if (policy === undefined) return
      const version = readVersion(policy, parts.project)
      Object.assign(chosen, partsOfVersion(parts, version))
      command.setOptionValue(UNDER, version.name)
    })
}

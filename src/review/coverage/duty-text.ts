import type { PolicyRule } from '../../policy/policy-set'
import type { Duty } from './seen-duties'

/** What a duty asks to be shown, in a sentence without the rule's name. */
export function dutyText({ kind, text, className }: Omit<Duty, 'question'>, { effect }: PolicyRule): string {
  const whom = className === 'everyone' ? 'anybody' : `class \`${className}\``
  const applied = effect === 'permit' ? 'is let in' : 'is kept out'
  const not = effect === 'permit' ? 'is kept out' : 'is let in'
  switch (kind) {
    case 'yes':
      return `${whom} ${applied} by this rule alone`
    case 'no':
      return `${whom} ${not} because its condition fails`
    case 'holds':
      return `${whom} ${applied} because \`${text}\` holds`
    case 'fails':
      return `${whom} ${not} because \`${text}\` fails`
    case 'class':
      return `somebody ${applied} who of its classes is in ${whom} only`
    case 'outside':
      return `somebody ${not} for being in none of its classes`
  }
}

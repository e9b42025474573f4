/** A password as it is hashed. WHY: keyboards write é as one character or as two, and it is one password. */
export function passwordForm(typed: string): string {
  return typed.normalize('NFC')
}

/**
 * What a typed password may have been hashed as. WHY also as typed: hashes of before hold other forms, too.
 * INVARIANT: how many there are depends on what was typed alone, not on whose account it is.
 */
export function passwordForms(typed: string): readonly string[] {
  return [...new Set([passwordForm(typed), typed])]
}

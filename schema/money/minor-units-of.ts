/** An amount as people write it, `12.50` or `12`, in minor units; undefined where it is none, or not above zero. */
export function minorUnitsOf(text: string): number | undefined {
  const parts = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (parts === null) return undefined
  const [, whole = '', cents = ''] = parts
  const amount = Number(whole) * 100 + Number(cents.padEnd(2, '0'))
  return amount === 0 ? undefined : amount
}

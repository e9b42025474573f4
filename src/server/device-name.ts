/**
 * What a session was opened with, in a few words of ours: `Firefox on Linux`; null where it cannot be told.
 * WHY not the header itself: a whole User-Agent tells people apart, and it is whatever the caller writes.
 */
export function deviceName(userAgent: string | undefined): string | null {
  if (userAgent === undefined) return null
  const agent = userAgent.slice(0, MOST_CHARACTERS)
  const program = programs.find(([, pattern]) => pattern.test(agent))?.[0]
  const system = systems.find(([, pattern]) => pattern.test(agent))?.[0]
  if (program === undefined) return system ?? null
  return system === undefined ? program : `${program} on ${system}`
}

const MOST_CHARACTERS = 500

/** In this order: each names those behind it in its own header. */
const programs: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS)\//],
  ['Safari', /\bVersion\/[\d.]+.* Safari\//],
  ['curl', /^curl\//],
]

const systems: readonly (readonly [string, RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(iPhone|iPad)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
]

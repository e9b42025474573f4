/**
 * `@node-rs/argon2` for tests: whether a password matches a stored hash is computed once a worker and then remembered. WHY: it is a
 * pure function that takes a processor for 20 ms, and the people of the demo world sign in thousands of times with one password.
 * Tests about the time of a comparison set `globalThis.comparesAnew`. Hashing is never remembered.
 */
const argon2 = require('../../node_modules/@node-rs/argon2/index.js')

/** WHY on the global object: it outlives the test file, as this module does not. */
const remembered = (globalThis.rememberedVerify ??= new Map())

function verify(stored, password, ...rest) {
  if (globalThis.comparesAnew === true || rest.length > 0) return argon2.verify(stored, password, ...rest)
  const key = `${String(stored)} ${String(password)}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const answer = argon2.verify(stored, password)
  remembered.set(key, answer)
  return answer
}

module.exports = { ...argon2, verify }

/** After all tests: stops the server that mariadb.cjs started, if it started one. */
module.exports = async function stopMariadb() {
  await globalThis.stopMariadb?.()
}

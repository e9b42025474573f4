/** Whether the test suite runs this. For checks of our own code that must not cost callers anything. */
export function inTestRun(): boolean {
  return process.env['NODE_ENV'] === 'test'
}

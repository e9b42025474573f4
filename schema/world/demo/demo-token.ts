/** The secret of an API token of the demo world, as openly known as the one password of its people. */
export function demoTokenOf(name: string): string {
  return `mdt_demo-world-${name}`
}

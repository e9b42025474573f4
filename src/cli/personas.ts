import { Command } from 'commander'
import { type DemoPersona } from './persona'

/** `npm run -s personas [-- --json]`: lists the people one can sign in as. */
export function personasCommand(personas: readonly DemoPersona[]): Command {
  return new Command('personas')
    .description('List the people of the demo world one can sign in as')
    .option('--json', 'as data: key, e-mail, password, Organisation, role, situation')
    .action((options: { json?: true }) => {
      const write = options.json === true ? personasJson : personasTable
      process.stdout.write(write(personas))
    })
}

/** As JSON: an array of objects with these six keys. */
export function personasJson(personas: readonly DemoPersona[]): string {
  const data = personas.map(({ key, email, password, organisation, role, situation }) => ({
    key,
    email,
    password,
    organisation,
    role,
    situation,
  }))
  return JSON.stringify(data, null, 2) + '\n'
}

/** As a table: one line for each persona. */
export function personasTable(personas: readonly DemoPersona[]): string {
  const head = ['KEY', 'E-MAIL', 'PASSWORD', 'ORGANISATION', 'ROLE', 'SITUATION']
  const lines = personas.map((persona) => [
    persona.key,
    persona.email,
    persona.password,
    persona.organisation ?? '–',
    persona.role,
    persona.situation,
  ])
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => (line[column] ?? '').length)),
  )
  const rows = [head, ...lines].map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return rows.join('\n') + '\n'
}

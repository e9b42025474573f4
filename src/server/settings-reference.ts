import { type Setting } from './setting-kinds'
import { settingTable } from './settings'

/** docs/reference/settings.md, from the table of settings. */
export function settingsReference(): string {
  const rows = Object.values<Setting<unknown>>(settingTable).map(
    ({ variable, fallback, means, mustBe }) =>
      `| \`${variable}\` | ${shown(fallback)} | ${means} | ${mustBe.replaceAll('|', '\\|')} |`,
  )
  return [
    '# Settings',
    '',
    'Generated from `src/server/settings.ts`. Environment variables, read once at start; a wrong value stops the start',
    'with a sentence before anything is opened.',
    '',
    '| Variable | Default | What for | Must be |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function shown(fallback: string | undefined): string {
  return fallback === undefined || fallback === '' ? '–' : `\`${fallback}\``
}

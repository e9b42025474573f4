import { z } from 'zod'

/** One setting: its variable, what it is for, which values are right, and how it is parsed. */
export interface Setting<T> {
  readonly variable: string
  /** The default, as text; undefined: without the variable the setting has no value. */
  readonly fallback: string | undefined
  readonly means: string
  /** Ends the sentence "… must be". */
  readonly mustBe: string
  readonly read: z.ZodType<T, string>
  /** Its value is never repeated in a message. */
  readonly secret: boolean
}

export type SettingKind<T> = Pick<Setting<T>, 'mustBe' | 'read'>

export function wholeNumber(from: number, to: number): SettingKind<number> {
  const read = z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(from).max(to))
  return { mustBe: `a whole number from ${from} to ${to}`, read }
}

export function oneOf<const V extends readonly [string, ...string[]]>(...values: V): SettingKind<V[number]> {
  return { mustBe: `one of ${values.join(', ')}`, read: z.enum(values) }
}

export const yesOrNo: SettingKind<boolean> = {
  mustBe: 'true or false',
  read: z.enum(['true', 'false']).transform((text) => text === 'true'),
}

export const hostName: SettingKind<string> = {
  mustBe: 'a host name or an IP address without a port',
  read: z.string().regex(/^([A-Za-z0-9.-]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:]+)$/),
}

export const timeZone: SettingKind<string> = {
  mustBe: 'a time zone such as Europe/Zurich',
  read: z.string().refine(isTimeZone),
}

export const hostNames: SettingKind<readonly string[]> = {
  mustBe: 'host names without ports, separated by commas',
  read: z
    .string()
    .transform((text) => text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])))
    .refine((names) => names.every((name) => /^[A-Za-z0-9.-]+$/.test(name))),
}

export const fileName: SettingKind<string> = { mustBe: 'the path of a file', read: z.string().min(1) }

export const folderName: SettingKind<string> = { mustBe: 'the path of a folder', read: z.string().min(1) }

export const databaseUrl: SettingKind<string> = {
  mustBe: '`sqlite:` with the path of a file, or `mysql://USER:PASSWORD@HOST:PORT/DATABASE`',
  read: z.string().refine((text) => /^sqlite:.+/.test(text) || isMysqlUrl(text)),
}

export const redisUrl: SettingKind<string> = {
  mustBe: '`redis://` or `rediss://` with a host, such as redis://127.0.0.1:6379/0',
  read: z.string().refine((text) => /^rediss?:\/\/[^/]/.test(text) && URL.canParse(text)),
}

export const webOrigin: SettingKind<string> = {
  mustBe: 'an origin such as https://app.example.org, without a path',
  read: z.string().refine(isOrigin),
}

export const webOrigins: SettingKind<readonly string[]> = {
  mustBe: 'origins such as https://app.example.org, without paths, separated by commas',
  read: z
    .string()
    .transform((text) => text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])))
    .refine((origins) => origins.every(isOrigin)),
}

export const secretText: SettingKind<string> = {
  mustBe: 'at least 32 characters, the same on every gateway of one installation',
  read: z.string().min(32),
}

export const smtpUrl: SettingKind<string> = {
  mustBe:
    '`smtp://USER:PASSWORD@HOST:PORT`, or `smtps://…` for TLS from the start; user and port may be left out',
  read: z.string().refine(isSmtpUrl),
}

export const mailAddress: SettingKind<string> = {
  mustBe: 'an e-mail address such as no-reply@hosting.example',
  read: z
    .string()
    .max(254)
    .regex(/^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/),
}

export const singleLine: SettingKind<string> = {
  mustBe: 'one line of at most 200 characters',
  read: z.string().min(1).max(200).refine(isOneLine),
}

export const lines: SettingKind<readonly string[]> = {
  mustBe: 'lines separated by |, each of at most 200 characters',
  read: z
    .string()
    .transform((text) => text.split('|').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])))
    .refine((all) => all.every((line) => line.length <= 200 && isOneLine(line))),
}

function isOneLine(text: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)
}

function isSmtpUrl(text: string): boolean {
  if (!/^smtps?:\/\//.test(text) || !URL.canParse(text)) return false
  const { hostname, pathname, search, hash } = new URL(text)
  return hostname !== '' && ['', '/'].includes(pathname) && search === '' && hash === ''
}

function isMysqlUrl(text: string): boolean {
  if (!text.startsWith('mysql://') || !URL.canParse(text)) return false
  const url = new URL(text)
  return url.hostname !== '' && url.pathname.length > 1
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Fills values into `{{name}}` of a template, as text: none of them can be markup. @throws if one is missing. */
export function filled(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const word = words[name]
    if (word === undefined) throw new Error(`No page has a word for \`${name}\``)
    return word.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  })
}

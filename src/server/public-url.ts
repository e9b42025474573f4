import { type Settings } from './settings'

/** Where browsers reach this gateway, without a slash at the end: what the links in mails begin with. */
export function publicUrlOf({ publicUrl, host, port }: Settings): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

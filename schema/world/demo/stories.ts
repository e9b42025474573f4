import { swissClients } from './cast/clients'
import { foreignClients } from './cast/foreign-clients'
import { invitedPartners } from './cast/invited-partners'
import { kontrast } from './cast/kontrast'
import { partnersWithClients } from './cast/partners'
import { birkenhof } from './stories/birkenhof'
import { cordier } from './stories/cordier'
import { duval } from './stories/duval'
import { gartenbau } from './stories/gartenbau'
import { gartenbauRecords } from './stories/gartenbau-records'
import { jura } from './stories/jura'
import { lagoVivo } from './stories/lago-vivo'
import { lakeside } from './stories/lakeside'
import { montclair } from './stories/montclair'
import { partnersOwn } from './stories/partners-own'
import { provider } from './stories/provider'
import { signedIn } from './stories/signed-in'
import { strangers } from './stories/strangers'
import { type Story } from './story'

/**
 * The whole demo world, in the order ids are given out.
 * INVARIANT: append only. A row added in the middle moves the ids of those behind it.
 */
export const stories: readonly Story[] = [
  swissClients,
  foreignClients,
  kontrast,
  partnersWithClients,
  invitedPartners,
  lakeside,
  birkenhof,
  cordier,
  montclair,
  jura,
  duval,
  lagoVivo,
  partnersOwn,
  strangers,
  provider,
  signedIn,
  gartenbau,
  gartenbauRecords,
]

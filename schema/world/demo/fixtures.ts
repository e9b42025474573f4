import { type DemoFixture } from './fixture'
import { birkenhof } from './fixtures/birkenhof'
import { cordier } from './fixtures/cordier'
import { duval } from './fixtures/duval'
import { gartenbau } from './fixtures/gartenbau'
import { gartenbauRecords } from './fixtures/gartenbau-records'
import { jura, lagoVivo } from './fixtures/lago-vivo-and-jura'
import { lakeside } from './fixtures/lakeside'
import { montclair } from './fixtures/montclair'
import { partnersOwn, signedIn } from './fixtures/partners-own'
import { provider } from './fixtures/provider'
import { strangers } from './fixtures/strangers'
import { swissClients } from './people/clients'
import { foreignClients } from './people/foreign-clients'
import { invitedPartners } from './people/invited-partners'
import { kontrast } from './people/kontrast'
import { partnersWithClients } from './people/partners'

/**
 * The whole demo world, in the order ids are given out.
 * INVARIANT: append only. A row added in the middle moves the ids of those behind it.
 */
export const fixtures: readonly DemoFixture[] = [
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

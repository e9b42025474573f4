import { registerEnumType } from 'type-graphql'
import { type Locale } from '../../src/platform/mail/language'
import { type Facts, type SayText, textsIn } from '../../src/platform/mail/texts'
import { allNouns } from '../noun'
import type * as nouns from '../nouns'
import { type Sentences } from './user-error'

/** Why anything at all may be refused. */
const commonReasons = {
  SIGNED_OUT: {
    en: 'You are not signed in.',
    fr: 'Vous n’êtes pas connecté.',
    de: 'Sie sind nicht angemeldet.',
    it: 'Non ha effettuato l’accesso.',
  },
  NO_LONGER_MEMBER: {
    en: 'You no longer belong to the Organisation you act in.',
    fr: 'Vous ne faites plus partie de l’organisation dans laquelle vous agissez.',
    de: 'Sie gehören der Organisation, in der Sie handeln, nicht mehr an.',
    it: 'Non fa più parte dell’organizzazione in cui agisce.',
  },
  NOTHING_HERE: {
    en: 'There is nothing here that you may know of.',
    fr: 'Il n’y a rien ici que vous puissiez connaître.',
    de: 'Hier ist nichts, wovon Sie wissen dürfen.',
    it: 'Qui non c’è nulla che Lei possa conoscere.',
  },
  NOT_ALLOWED: {
    en: 'You see this, but you may not do this.',
    fr: 'Vous voyez ceci, mais vous ne pouvez pas faire cela.',
    de: 'Sie sehen dies, dürfen das aber nicht tun.',
    it: 'Può vedere questo, ma non può farlo.',
  },
  COLLISION: {
    en: 'This collides with something that was done before.',
    fr: 'Ceci entre en conflit avec une action antérieure.',
    de: 'Das steht im Widerspruch zu etwas, das zuvor geschah.',
    it: 'Questo è in conflitto con qualcosa che è stato fatto prima.',
  },
  TRY_AGAIN: {
    en: 'Somebody else changed the same things at this moment. Nothing was done: send it again.',
    fr: 'Quelqu’un d’autre modifiait les mêmes choses à cet instant. Rien n’a été fait : renvoyez la demande.',
    de: 'Jemand anderes hat in diesem Augenblick dasselbe geändert. Es ist nichts geschehen: Senden Sie es noch einmal.',
    it: 'Qualcun altro stava modificando le stesse cose in questo momento. Non è stato fatto nulla: invii di nuovo.',
  },
  UNUSABLE_KEY: {
    en: 'The idempotency key must have between 1 and {most} characters.',
    fr: 'La clé d’idempotence doit compter entre 1 et {most} caractères.',
    de: 'Der Idempotenzschlüssel muss zwischen 1 und {most} Zeichen haben.',
    it: 'La chiave di idempotenza deve avere tra 1 e {most} caratteri.',
  },
  KEY_OF_ANOTHER_INPUT: {
    en: 'This idempotency key was used for another request. Choose a new one.',
    fr: 'Cette clé d’idempotence a servi à une autre demande. Choisissez-en une nouvelle.',
    de: 'Dieser Idempotenzschlüssel gehört zu einer anderen Anfrage. Wählen Sie einen neuen.',
    it: 'Questa chiave di idempotenza è stata usata per un’altra richiesta. Ne scelga una nuova.',
  },
  WRONG_PASSWORD: {
    en: 'The password is wrong.',
    fr: 'Le mot de passe est faux.',
    de: 'Das Passwort ist falsch.',
    it: 'La password è errata.',
  },
  TOO_MANY_MAILS: {
    en: 'Too many mails were sent for you. Try again in {minutes, plural, =1 {one minute} other {{minutes} minutes}}; nothing was done.',
    fr: 'Trop d’e-mails ont été envoyés pour vous. Réessayez dans {minutes, plural, =1 {une minute} other {{minutes} minutes}} ; rien n’a été fait.',
    de: 'Für Sie wurden zu viele E-Mails verschickt. Versuchen Sie es in {minutes, plural, =1 {einer Minute} other {{minutes} Minuten}} wieder; es wurde nichts getan.',
    it: 'Sono state inviate troppe e-mail per Lei. Riprovi tra {minutes, plural, =1 {un minuto} other {{minutes} minuti}}; non è stato fatto nulla.',
  },
  TOO_MANY_ORGANISATIONS: {
    en: 'You can open at most {most, plural, =1 {one Organisation} other {{most} Organisations}} in a day.',
    fr: 'Vous pouvez ouvrir au plus {most, plural, =1 {une organisation} other {{most} organisations}} par jour.',
    de: 'Sie können höchstens {most, plural, =1 {eine Organisation} other {{most} Organisationen}} am Tag eröffnen.',
    it: 'Può aprire al massimo {most, plural, =1 {un’organizzazione} other {{most} organizzazioni}} al giorno.',
  },
  TOO_LONG: {
    en: 'This may have at most {most} characters.',
    fr: 'Ceci peut compter au plus {most} caractères.',
    de: 'Das darf höchstens {most} Zeichen haben.',
    it: 'Può avere al massimo {most} caratteri.',
  },
  EMPTY: {
    en: 'This must not be empty.',
    fr: 'Ceci ne peut pas être vide.',
    de: 'Das darf nicht leer sein.',
    it: 'Non può essere vuoto.',
  },
  UNCHANGED: {
    en: 'Nothing would change.',
    fr: 'Rien ne changerait.',
    de: 'Es würde sich nichts ändern.',
    it: 'Non cambierebbe nulla.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

type Nouns = typeof nouns

type ReasonsOf<Declared> = Declared extends { readonly reasons: infer Reasons } ? keyof Reasons : never

/** The reasons that any noun declares, by name. */
export type ReasonName =
  keyof typeof commonReasons | { [name in keyof Nouns]: ReasonsOf<Nouns[name]> }[keyof Nouns]

/** The names alone, as an enumeration of the schema; `registerReasons` fills it. */
export const Reason: Record<string, string> = {}

/** Every reason for which a mutation is refused, with its sentences. Each noun brings its own. */
export function reasons(): Readonly<Record<string, Sentences>> {
  const found = new Map<string, Sentences>(Object.entries(commonReasons))
  for (const { name: noun, reasons: own = {} } of allNouns()) {
    for (const [name, sentences] of Object.entries(own)) {
      if (found.has(name))
        throw new Error(`The reason ${name} of \`${noun}\` is declared before: choose another name.`)
      found.set(name, sentences)
    }
  }
  return Object.fromEntries(found)
}

/** Makes the reasons of all nouns known to the schema. INVARIANT: called once, when all nouns are declared. */
export function registerReasons(): void {
  const names = Object.keys(reasons())
  for (const name of names) Reason[name] = name
  registerEnumType(Reason, {
    name: 'Reason',
    description: 'Why exactly a mutation was refused: what a program decides by.',
    valuesConfig: Object.fromEntries(
      names.map((name) => [name, { description: saySentence('en', name, OPEN_PLACES) }]),
    ),
  })
}

/** The sentence of a reason. Throws where there is none, or a fact that it mentions is missing. */
export const saySentence: SayText = (locale, name, facts) => {
  say ??= sentencesOfReasons()
  return say(locale, name, facts)
}

let say: SayText | undefined

function sentencesOfReasons(): SayText {
  const all = Object.entries(reasons())
  const inLocale = (locale: Locale): Readonly<Record<string, string>> =>
    Object.fromEntries(all.map(([name, sentences]) => [name, sentences[locale]]))
  return textsIn({ en: inLocale('en'), fr: inLocale('fr'), de: inLocale('de'), it: inLocale('it') })
}

/** `{most}` for a fact that is called `most`: the sentence with its places left open. */
const OPEN_PLACES = new Proxy<Facts>({}, { has: () => true, get: (_none, name) => `{${String(name)}}` })

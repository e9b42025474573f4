import { HOUR, noun } from '../noun'
import { own } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { forgetOldLinks } from './change-password'
import { KnownDevice, PasswordReset, RecoveryCode, UsedCode } from './sign-in.entity'
import { signInMails } from './sign-in.mails'
import { SignInResolver } from './sign-in.resolver'

/** The reasons of refusals about an account. INVARIANT: no reason shows whether an address has an account. */
const accountReasons = {
  WRONG_CREDENTIALS: {
    en: 'The e-mail address or the password is wrong.',
    fr: 'L’adresse e-mail ou le mot de passe est faux.',
    de: 'Die E-Mail-Adresse oder das Passwort ist falsch.',
    it: 'L’indirizzo e-mail o la password è errato.',
  },
  CODE_NEEDED: {
    en: 'This account needs a second step: a code of the authenticator, or a recovery code.',
    fr: 'Ce compte demande une deuxième étape : un code de l’application d’authentification, ou un code de secours.',
    de: 'Dieses Konto verlangt einen zweiten Schritt: einen Code der Authenticator-App oder einen Wiederherstellungscode.',
    it: 'Questo account richiede un secondo passaggio: un codice dell’app di autenticazione o un codice di recupero.',
  },
  NO_SUCH_MEMBERSHIP: {
    en: 'You are a member of no such Organisation.',
    fr: 'Vous n’êtes membre d’aucune organisation de ce genre.',
    de: 'Sie gehören keiner solchen Organisation an.',
    it: 'Lei non fa parte di una tale organizzazione.',
  },
  NOT_REMEMBERED: {
    en: 'Nobody of that id is signed in on this device.',
    fr: 'Personne portant cet identifiant n’est connecté sur cet appareil.',
    de: 'Auf diesem Gerät ist niemand mit dieser Kennung angemeldet.',
    it: 'Su questo dispositivo non è connesso nessuno con questo identificativo.',
  },
  PASSWORD_TOO_SHORT: {
    en: 'The password must have at least {least} characters.',
    fr: 'Le mot de passe doit compter au moins {least} caractères.',
    de: 'Das Passwort muss mindestens {least} Zeichen haben.',
    it: 'La password deve avere almeno {least} caratteri.',
  },
  PASSWORD_IS_ADDRESS: {
    en: 'The password must not be the e-mail address.',
    fr: 'Le mot de passe ne peut pas être l’adresse e-mail.',
    de: 'Das Passwort darf nicht die E-Mail-Adresse sein.',
    it: 'La password non può essere l’indirizzo e-mail.',
  },
  PASSWORD_TOO_COMMON: {
    en: 'This password is among the first that are guessed. Choose another one.',
    fr: 'Ce mot de passe est parmi les premiers que l’on devine. Choisissez-en un autre.',
    de: 'Dieses Passwort gehört zu den ersten, die erraten werden. Wählen Sie ein anderes.',
    it: 'Questa password è tra le prime che si indovinano. Ne scelga un’altra.',
  },
  NOT_A_LANGUAGE: {
    en: 'Give a language as `en` or `fr-CH`.',
    fr: 'Indiquez une langue sous la forme `fr` ou `fr-CH`.',
    de: 'Geben Sie eine Sprache als `de` oder `de-CH` an.',
    it: 'Indichi una lingua come `it` o `it-CH`.',
  },
  TERMS_NEEDED: {
    en: 'Accept the terms and conditions.',
    fr: 'Acceptez les conditions générales.',
    de: 'Akzeptieren Sie die Geschäftsbedingungen.',
    it: 'Accetti le condizioni generali.',
  },
  LINK_VOID: {
    en: 'This link does not work any more. Ask for a new one.',
    fr: 'Ce lien ne fonctionne plus. Demandez-en un nouveau.',
    de: 'Dieser Link gilt nicht mehr. Fordern Sie einen neuen an.',
    it: 'Questo link non funziona più. Ne chieda uno nuovo.',
  },
  WRONG_CODE: {
    en: 'This code is wrong, too old, or was used before.',
    fr: 'Ce code est faux, trop ancien ou déjà utilisé.',
    de: 'Dieser Code ist falsch, zu alt oder schon gebraucht.',
    it: 'Questo codice è errato, troppo vecchio o già usato.',
  },
  TWO_FACTOR_ON: {
    en: 'Two-step verification is on already.',
    fr: 'La validation en deux étapes est déjà activée.',
    de: 'Die Anmeldung in zwei Schritten ist schon eingeschaltet.',
    it: 'La verifica in due passaggi è già attiva.',
  },
  TWO_FACTOR_OFF: {
    en: 'Two-step verification is off.',
    fr: 'La validation en deux étapes n’est pas activée.',
    de: 'Die Anmeldung in zwei Schritten ist nicht eingeschaltet.',
    it: 'La verifica in due passaggi non è attiva.',
  },
  TWO_FACTOR_NOT_BEGUN: {
    en: 'Begin setting up two-step verification first.',
    fr: 'Commencez d’abord à configurer la validation en deux étapes.',
    de: 'Beginnen Sie zuerst mit dem Einrichten der Anmeldung in zwei Schritten.',
    it: 'Inizi prima a configurare la verifica in due passaggi.',
  },
  SESSION_NEEDED: {
    en: 'Sign in as a person to do this; an API token cannot.',
    fr: 'Connectez-vous en personne pour cela ; un jeton d’API ne le peut pas.',
    de: 'Melden Sie sich dafür selbst an; ein API-Token kann das nicht.',
    it: 'Acceda di persona per farlo; un token API non può.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const signIn = noun({
  name: 'sign-in',
  entities: [KnownDevice, PasswordReset, RecoveryCode, UsedCode],
  resolvers: [SignInResolver],
  jobs: ({ dependencies }) => [
    {
      name: 'old-links',
      every: HOUR,
      means: 'Forgets sign-ups that nobody confirmed, and links, codes and sessions that are over.',
      run: async (now) => ({ ...(await forgetOldLinks(dependencies, now)) }),
    },
  ],
  reasons: accountReasons,
  mails: signInMails,
  personReferences: [
    { at: 'known_devices.user_id', exported: own('known-devices', 'used_at'), erasure: 'deleted' },
    { at: 'password_resets.user_id', exported: null, erasure: 'deleted' },
    { at: 'recovery_codes.user_id', exported: own('recovery-codes', 'created_at'), erasure: 'deleted' },
    { at: 'used_codes.user_id', exported: null, erasure: 'deleted' },
  ],
  provenElsewhere: {
    requestPasswordReset: 'answers everybody alike; test/accounts proves it',
    resetPassword: 'its link proves itself; test/accounts proves it',
    changePassword: 'concerns the caller alone; test/accounts proves it',
    beginTwoFactor: 'concerns the caller alone; test/accounts proves it',
    confirmTwoFactor: 'concerns the caller alone; test/accounts proves it',
    disableTwoFactor: 'concerns the caller alone; test/accounts proves it',
    regenerateRecoveryCodes: 'concerns the caller alone; test/accounts proves it',
  },
})

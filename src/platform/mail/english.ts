import { type Language } from './language'

export const english: Language = {
  tag: 'en-GB',
  words: {
    LIMITED: 'limited access, to single products',
    FULL_CLIENT_PAYS: 'full access; the client pays',
    FULL_PARTNER_PAYS: 'full access; the Partner pays',
    CLIENT_PAYS: 'the client pays',
    PARTNER_PAYS: 'the Partner pays',
    CLIENT: 'the client',
    PARTNER: 'the Partner',
    API_TOKEN: 'an API token',
    APPLICATION_PASSWORD: 'an application password',
    OWNER: 'owner',
    ADMINISTRATOR: 'administrator',
    COLLABORATOR: 'collaborator',
    EXTERNAL: 'external user',
    YES: 'yes',
    NO: 'no',
  },
  mails: {
    invitation: {
      subject: '{client} invites you as its Partner',
      text: '{client} invites {partner} to manage its products at {provider}.\n\nOffered: {offer}\nProducts covered: {products}\n\nAccept or refuse until {expiresOn}:\n{link}',
    },
    'invitation-resent': {
      subject: 'Reminder: {client} invites you as its Partner',
      text: '{client} has sent its invitation to {partner} again. The link of the earlier mail no longer works.\n\nOffered: {offer}\nProducts covered: {products}\n\nAccept or refuse until {expiresOn}:\n{link}',
    },
    'invitation-accepted': {
      subject: '{partner} has accepted your invitation',
      text: '{partner} is now a Partner of {client} at {provider}.\n\nAgreed: {offer}\n\nYou can end the partnership at any time in your dashboard.',
    },
    'invitation-refused': {
      subject: '{partner} has refused your invitation',
      text: '{partner} has refused the invitation of {client}. It has no access to your products.',
    },
    'access-requested': {
      subject: '{partner} asks for access to {client}',
      text: '{partner} asks to manage products of {client} at {provider}.\n\nAsked for: {offer}\n\nYou can grant this, grant something else, or refuse until {expiresOn} in your dashboard. Before that, {partner} sees nothing of {client}.',
    },
    'access-granted': {
      subject: '{client} has granted you access',
      text: '{partner} is now a Partner of {client} at {provider}.\n\nGranted: {offer}',
    },
    'access-refused': {
      subject: '{client} has refused your request',
      text: '{client} has refused the access that {partner} asked for.',
    },
    'partnership-ended': {
      subject: 'The partnership of {client} and {partner} has ended',
      text: 'The partnership of {client} and {partner} ended on {endedOn}. It was ended by {endedBy}.\n\n{partner} has no access to the products of {client} any more. Invoices already issued stay as they are; renewals that {partner} paid are billed to {client} from now on.',
    },
    'payment-mode-changed': {
      subject: '{client} has changed the payment mode',
      text: '{client} changed the payment mode of its partnership with {partner} on {changedOn}.\n\nNew mode for what {partner} orders: {mode}.\n\nOrders and invoices already made stay as they are.',
    },
    'renewal-reminder': {
      subject: '{product} is due for renewal on {dueOn}',
      text: 'The product {product} is due for renewal on {dueOn}. {organisation} is billed for it.\n\nYou can renew it, or change its automatic renewal, in your dashboard.',
    },
    dunning: {
      subject: 'Invoice {number} is overdue',
      text: 'Invoice {number} to {organisation} was due on {dueOn}. We have not received the payment yet.\n\nStill to be paid: {due}\n\nIf you have paid meanwhile, please disregard this mail.',
    },
    'sign-up': {
      subject: 'Confirm your e-mail address',
      text: 'An account at {provider} was asked for with this e-mail address.\n\nIf that was you, confirm it until {expiresAt}, with the password you chose:\n{link}\n\nIf it was not, do nothing: without you there is no account.',
    },
    'sign-up-known': {
      subject: 'You have an account already',
      text: 'An account at {provider} was asked for with this e-mail address, and it has one already. Nothing was changed.\n\nIf that was you, sign in as usual. If you have lost the password, ask for another one where you sign in.\n\nIf it was not you, there is nothing to do.',
    },
    'password-reset': {
      subject: 'Set another password',
      text: 'Another password was asked for, for your account at {provider}.\n\nIf that was you, set it until {expiresAt}:\n{link}\n\nIf it was not, do nothing: your password stays as it is.',
    },
    'password-reset-unknown': {
      subject: 'There is no account with this address',
      text: 'Another password was asked for, for an account at {provider} with this e-mail address. There is none.\n\nIf that was you, you have perhaps signed up with another address. If it was not, there is nothing to do.',
    },
    'password-changed': {
      subject: 'Your password was changed',
      text: '{name}, the password of your account at {provider} was changed on {at}. Everywhere else you were signed out.\n\nIf it was not you, ask for another password at once and write to us.',
    },
    'two-factor-on': {
      subject: 'Two-step verification is on',
      text: '{name}, since {at} signing in to your account at {provider} takes a code of your authenticator as well. Keep the recovery codes in a safe place.\n\nIf it was not you, write to us.',
    },
    'two-factor-off': {
      subject: 'Two-step verification is off',
      text: '{name}, since {at} signing in to your account at {provider} takes no code any more, only the password.\n\nIf it was not you, ask for another password at once and write to us.',
    },
    'holder-change': {
      subject: 'Confirm the new holder of {product}',
      text: '{holder}, the product {product} stands in your name. It is asked that it stand in the name of {newHolder}.\n\nIf you agree, confirm until {expiresAt}:\n{link}\n\nIf you do nothing, everything stays as it is.',
    },
    'support-visit': {
      subject: 'Our support is looking at {organisation}',
      text: 'Somebody of our support is looking at the account of {organisation}, until {expiresAt} at the latest. They see people, products and partnerships; no invoices, no prices. They can change nothing.\n\nReason: {reason}\n\nYou find all visits in your dashboard. If you did not ask for help, please tell us.',
    },
    'breach-notice': {
      subject: 'Data protection notice for {organisation}: {subject}',
      text: 'We have to tell you of a breach of data protection that concerns {organisation}.\n\n{subject}\n\n{message}\n\nYou also find this notice in your dashboard.',
    },
    'credential-created': {
      subject: 'A new access to your account',
      text: 'On {madeAt}, {kind} was made for your account at {provider}: {name}.\n\nIf this was not you, revoke it in your dashboard and change your password.',
    },
    'member-invitation': {
      subject: '{inviter} invites you to {organisation}',
      text: '{inviter} invites you to {organisation} at {provider}.\n\nYour role: {role}\n\nAccept or refuse until {expiresOn}:\n{link}\n\nYou need an account with this e-mail address; if you have none yet, sign up first.',
    },
    'member-invitation-resent': {
      subject: 'Reminder: {inviter} invites you to {organisation}',
      text: '{inviter} has sent you the invitation to {organisation} at {provider} again. The link of the earlier mail no longer works.\n\nYour role: {role}\n\nAccept or refuse until {expiresOn}:\n{link}\n\nYou need an account with this e-mail address; if you have none yet, sign up first.',
    },
    'member-joined': {
      subject: '{member} has joined {organisation}',
      text: '{member} has accepted your invitation and now belongs to {organisation} at {provider}.\n\nRole: {role}',
    },
    'member-changed': {
      subject: 'Your role in {organisation} has changed',
      text: 'Your role in {organisation} at {provider} has been changed.\n\nRole: {role}\nAccess to its invoices and payments: {accounting}\n\nThis holds from now on. If you do not know why, ask an owner or administrator of {organisation}.',
    },
    'member-removed': {
      subject: 'You no longer belong to {organisation}',
      text: 'You no longer belong to {organisation} at {provider}. Your access, your API tokens for it and what you were granted there are void.',
    },
  },
}

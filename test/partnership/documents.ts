/** What the tests send. Every mutation answers the same form. */
const answer = `partnership { id clientName partnerAccess paymentMode status productCount startedAt endedAt
  grantedProducts(first: 50) { nodes { id } } } userErrors { code reason field }`

const mutation = (name: string, input: string): string =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${answer} } }`

export const INVITE = mutation('invitePartner', 'InvitePartnerInput')
export const RESEND = mutation('resendInvitation', 'PartnershipInput')
export const CANCEL = mutation('cancelInvitation', 'PartnershipInput')
export const ACCEPT = mutation('acceptInvitation', 'AnswerInvitationInput')
export const REFUSE = mutation('refuseInvitation', 'AnswerInvitationInput')
export const CHANGE_ACCESS = mutation('changePartnershipAccess', 'ChangePartnershipAccessInput')
export const CHANGE_MODE = mutation('changePaymentMode', 'ChangePaymentModeInput')
export const END = mutation('endPartnership', 'EndPartnershipInput')

const request = `accessRequest { id clientName clientEmail partnerAccess paymentMode status closedAt }
  userErrors { code reason field }`
export const REQUEST = `mutation ($input: RequestPartnershipInput!) { requestPartnership(input: $input) { ${request} } }`
export const TAKE_BACK = `mutation ($input: AccessRequestInput!) { cancelAccessRequest(input: $input) { ${request} } }`

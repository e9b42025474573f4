'use strict'

const { token, byId, show, ask, work } = globalThis.MandateLink

const BEGIN = `query ($token: String!) { viewer { user { name email } }
  invitation: clientProposalOfLink(token: $token) { partnerName clientName paymentMode email expiresAt } }`
const SIGN_IN = `mutation ($input: SignInInput!) { answer: signIn(input: $input) { userErrors { code } } }`
const SIGN_OUT = `mutation { answer: signOut { userErrors { code } } }`
const ANSWER = {
  accepted: `mutation ($input: ConfirmClientProposalInput!) {
    answer: confirmClientProposal(input: $input) { userErrors { code message } } }`,
  refused: `mutation ($input: ClientProposalLinkInput!) {
    answer: refuseClientProposal(input: $input) { userErrors { code message } } }`,
}

function complain(message) {
  byId('complaint').textContent = message
}

/** Who is signed in decides what is shown beside the invitation: the form, the question, or that it is another's. */
async function begin() {
  complain('')
  show('waiting')
  const { viewer, invitation } = await ask(BEGIN, { token })
  byId('offer').hidden = invitation === null
  if (invitation === null) return show('gone')
  byId('inviter').textContent = invitation.partnerName
  byId('organisation').textContent = invitation.clientName
  byId('payer').textContent =
    byId('payer').dataset[invitation.paymentMode === 'CLIENT_PAYS' ? 'client' : 'partner']
  byId('until').textContent = new Date(invitation.expiresAt).toLocaleString(document.documentElement.lang)
  byId('email').value = invitation.email
  if (viewer.user === null) return show('sign-in')
  const who = `${viewer.user.name} (${viewer.user.email})`
  byId('user').textContent = who
  byId('other-user').textContent = who
  return show(viewer.user.email === invitation.email ? 'question' : 'other')
}

async function signIn() {
  complain('')
  const code = byId('code').value.trim()
  const input = { email: byId('email').value, password: byId('password').value, ...(code && { code }) }
  const { answer: given } = await ask(SIGN_IN, { input })
  byId('password').value = ''
  if (given.userErrors.length > 0) {
    complain(byId('sign-in').dataset.wrong)
    return byId('password').focus()
  }
  return begin()
}

async function answer(state) {
  complain('')
  const { answer: given } = await ask(ANSWER[state], {
    input: { token, ...(state === 'accepted' && { termsAccepted: byId('terms').checked }) },
  })
  const [wrong] = given.userErrors
  if (wrong?.code === 'NOT_FOUND') return show('gone')
  if (wrong !== undefined) return complain(wrong.message)
  return show(state)
}

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault()
  work(signIn)
})
byId('accept').addEventListener('click', () => work(() => answer('accepted')))
byId('refuse').addEventListener('click', () => work(() => answer('refused')))
for (const id of ['sign-out', 'sign-out-other']) {
  byId(id).addEventListener('click', () => work(() => ask(SIGN_OUT).then(begin)))
}
byId('again').addEventListener('click', () => work(begin))
work(begin)

'use strict'

const { token, byId, show, ask, work } = globalThis.MandateLink

const WHO = `query ($token: String!) { invitation: invitationOfLink(token: $token) {
    state clientName partnerName inviterName access payer products { category count } expiresAt }
  viewer { user { name email } organisation { id }
  memberships { organisationId organisationName role } } }`
const SIGN_IN = `mutation ($input: SignInInput!) { answer: signIn(input: $input) { userErrors { code } } }`
const SIGN_OUT = `mutation { answer: signOut { userErrors { code } } }`
const ANSWER = {
  accepted: `mutation ($input: AnswerInvitationInput!) {
    answer: acceptInvitation(input: $input) { partnership { id } userErrors { code message } } }`,
  refused: `mutation ($input: AnswerInvitationInput!) {
    answer: refuseInvitation(input: $input) { partnership { id } userErrors { code message } } }`,
}

function complain(message) {
  byId('complaint').textContent = message
}

/** What the link opens; of a closed invitation only who invited whom. */
function describe({ state, clientName, partnerName, inviterName, access, payer, products, expiresAt }) {
  byId('client').textContent = clientName
  byId('partner').textContent = partnerName
  for (const part of document.querySelectorAll('#offer .open')) part.hidden = state !== 'OPEN'
  if (state !== 'OPEN') return
  byId('inviter').textContent = inviterName ?? clientName
  byId('access').textContent = byId('access').dataset[access.toLowerCase()]
  byId('payer').textContent = byId('payer').dataset[payer.toLowerCase()]
  const words = byId('products').dataset
  const parts = products.map(({ category, count }) => `${words[category.toLowerCase()]}: ${count}`)
  byId('products').textContent = parts.length === 0 ? words.none : parts.join(', ')
  byId('until').textContent = new Date(expiresAt).toLocaleString(document.documentElement.lang)
}

/** Who is signed in decides what is shown: the form, or the question. */
async function begin() {
  complain('')
  show('waiting')
  const { viewer, invitation } = await ask(WHO, { token })
  byId('offer').hidden = invitation === null
  if (invitation === null) return show('gone')
  describe(invitation)
  if (invitation.state !== 'OPEN') return show(invitation.state.toLowerCase())
  if (viewer.user === null) return show('sign-in')
  byId('user').textContent = `${viewer.user.name} (${viewer.user.email})`
  const select = byId('organisation')
  const choices = viewer.memberships
    .filter(({ role }) => role === 'OWNER' || role === 'ADMINISTRATOR')
    .map(({ organisationId, organisationName }) => {
      const option = new Option(organisationName, organisationId)
      option.selected = organisationId === viewer.organisation?.id
      return option
    })
  select.replaceChildren(...choices)
  return show('question')
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

/** It was closed meanwhile, or it is for another Organisation than the chosen one. */
async function closedOrGone() {
  const { invitation } = await ask(WHO, { token })
  return invitation === null || invitation.state === 'OPEN' ? show('gone') : begin()
}

async function answer(state) {
  complain('')
  const organisation = byId('organisation').value
  const headers = organisation === '' ? {} : { 'x-organisation': organisation }
  const { answer: given } = await ask(ANSWER[state], { input: { token } }, headers)
  const [wrong] = given.userErrors
  if (wrong?.code === 'NOT_FOUND') return closedOrGone()
  if (wrong !== undefined) return complain(wrong.message)
  const { id } = given.partnership ?? {}
  if (id !== undefined) byId('onward').href = `/?open=${encodeURIComponent(id)}`
  return show(state)
}

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault()
  work(signIn)
})
byId('accept').addEventListener('click', () => work(() => answer('accepted')))
byId('refuse').addEventListener('click', () => work(() => answer('refused')))
byId('sign-out').addEventListener('click', () => work(() => ask(SIGN_OUT).then(begin)))
byId('again').addEventListener('click', () => work(begin))
work(begin)

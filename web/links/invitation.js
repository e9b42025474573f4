'use strict'

const { token, byId, show, ask, work } = globalThis.MandateLink

const WHO = `query { viewer { user { name email } organisation { id }
  memberships { organisationId organisationName role } } }`
const SIGN_IN = `mutation ($input: SignInInput!) { answer: signIn(input: $input) { userErrors { code } } }`
const SIGN_OUT = `mutation { answer: signOut { userErrors { code } } }`
const ANSWER = {
  accepted: `mutation ($input: AnswerInvitationInput!) {
    answer: acceptInvitation(input: $input) { partnership { clientName } userErrors { code message } } }`,
  refused: `mutation ($input: AnswerInvitationInput!) {
    answer: refuseInvitation(input: $input) { partnership { clientName } userErrors { code message } } }`,
}

function complain(message) {
  byId('complaint').textContent = message
}

/** Who is signed in decides what is shown: the form, or the question. */
async function begin() {
  complain('')
  show('waiting')
  if (token === '') return show('gone')
  const { viewer } = await ask(WHO)
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

async function answer(state) {
  complain('')
  const organisation = byId('organisation').value
  const headers = organisation === '' ? {} : { 'x-organisation': organisation }
  const { answer: given } = await ask(ANSWER[state], { input: { token } }, headers)
  const [wrong] = given.userErrors
  if (wrong?.code === 'NOT_FOUND') return show('gone')
  if (wrong !== undefined) return complain(wrong.message)
  byId('client').textContent = given.partnership?.clientName ?? ''
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

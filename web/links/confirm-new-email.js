'use strict'

const { token, byId, show, ask, work } = globalThis.MandateLink

const CONFIRM = `mutation ($input: ConfirmEmailChangeInput!) {
  answer: confirmEmailChange(input: $input) { done userErrors { code message } } }`

function begin() {
  byId('complaint').textContent = ''
  show(token === '' ? 'gone' : 'question')
}

async function confirm() {
  byId('complaint').textContent = ''
  const { answer } = await ask(CONFIRM, { input: { token } })
  const [wrong] = answer.userErrors
  if (wrong === undefined) return show('done')
  if (wrong.code === 'NOT_FOUND') return show('gone')
  byId('complaint').textContent = wrong.message
  return undefined
}

byId('form').addEventListener('submit', (event) => {
  event.preventDefault()
  work(confirm)
})
byId('again').addEventListener('click', begin)
begin()

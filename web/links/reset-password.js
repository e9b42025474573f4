'use strict'

const { token, byId, show, ask, work } = globalThis.MandateLink

const RESET = `mutation ($input: ResetPasswordInput!) {
  answer: resetPassword(input: $input) { done userErrors { code message } } }`

function begin() {
  byId('complaint').textContent = ''
  show(token === '' ? 'gone' : 'question')
}

async function reset() {
  const complaint = byId('complaint')
  complaint.textContent = ''
  const newPassword = byId('password').value
  if (newPassword !== byId('repeated').value) {
    complaint.textContent = byId('form').dataset.differ
    return byId('repeated').focus()
  }
  const { answer } = await ask(RESET, { input: { token, newPassword } })
  const [wrong] = answer.userErrors
  if (wrong === undefined) return show('done')
  if (wrong.code === 'NOT_FOUND') return show('gone')
  complaint.textContent = wrong.message
  return byId('password').focus()
}

byId('form').addEventListener('submit', (event) => {
  event.preventDefault()
  work(reset)
})
byId('again').addEventListener('click', begin)
begin()

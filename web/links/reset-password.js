'use strict'

const { token, byId, show, ask, work } = globalThis.MandateLink

const RESET = `mutation ($input: ResetPasswordInput!) {
  answer: resetPassword(input: $input) {
    done revokedApiTokens revokedApplicationPasswords userErrors { code message } } }`

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
  const { answer } = await ask(RESET, {
    input: { token, newPassword, keepCredentials: byId('keep').checked },
  })
  const [wrong] = answer.userErrors
  if (wrong === undefined) return done(answer)
  if (wrong.code === 'NOT_FOUND') return show('gone')
  complaint.textContent = wrong.message
  return byId('password').focus()
}

function done({ revokedApiTokens: tokens, revokedApplicationPasswords: passwords }) {
  const revoked = byId('revoked')
  revoked.hidden = tokens + passwords === 0
  revoked.textContent = revoked.dataset.text.replace('{tokens}', tokens).replace('{passwords}', passwords)
  show('done')
}

byId('form').addEventListener('submit', (event) => {
  event.preventDefault()
  work(reset)
})
byId('again').addEventListener('click', begin)
begin()

'use strict'

const { token, byId, show, ask, work } = globalThis.MandateLink

const LOOK = `query ($token: String!) { holderChange(token: $token) { productName newHolderName askedBy askedFor expiresAt
  holder { name email phone address { street postalCode city country } } } }`
const ANSWER = {
  confirmed: `mutation ($input: HolderChangeLinkInput!) {
    answer: confirmHolderChange(input: $input) { productName userErrors { code } } }`,
  refused: `mutation ($input: HolderChangeLinkInput!) {
    answer: refuseHolderChange(input: $input) { productName userErrors { code } } }`,
}

async function look() {
  show('waiting')
  const { holderChange } = await ask(LOOK, { token })
  if (holderChange === null) return show('gone')
  const { productName, newHolderName, askedBy, askedFor, expiresAt, holder } = holderChange
  const { street, postalCode, city, country } = holder?.address ?? {}
  byId('product').textContent = productName
  byId('asked-by').textContent = askedBy ?? ''
  byId('asked-for').textContent = askedFor
  byId('holder').textContent = holder?.name ?? askedFor
  byId('record').textContent = [
    street,
    [country, postalCode, city].filter(Boolean).join(' '),
    holder?.email,
    holder?.phone,
  ]
    .filter(Boolean)
    .join(', ')
  byId('new-holder').textContent = newHolderName
  byId('until').textContent = new Date(expiresAt).toLocaleString(document.documentElement.lang, {
    dateStyle: 'long',
    timeStyle: 'short',
  })
  return show('question')
}

async function answer(state) {
  const { answer: given } = await ask(ANSWER[state], { input: { token } })
  show(given.userErrors.length > 0 ? 'gone' : state)
}

byId('confirm').addEventListener('click', () => work(() => answer('confirmed')))
byId('refuse').addEventListener('click', () => work(() => answer('refused')))
byId('again').addEventListener('click', () => work(look))
work(look)

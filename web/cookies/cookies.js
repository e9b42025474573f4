'use strict'

/** Asks once what may be stored in the browser, and lets the answer be changed at the foot of the page. */
;(() => {
  const LOOK = `query { cookieChoice }`
  const CHOOSE = `mutation ($input: ChooseCookiesInput!) {
    answer: chooseCookies(input: $input) { cookieChoice userErrors { code } } }`

  const byId = (id) => document.getElementById(id)
  const question = byId('cookies')
  const change = byId('cookies-change')

  function open(isOpen) {
    question.hidden = !isOpen
    change.setAttribute('aria-expanded', String(isOpen))
    byId('cookies-problem').textContent = ''
  }

  function tell(choice) {
    const now = byId('cookies-now')
    now.textContent = now.dataset[choice.toLowerCase()] ?? ''
  }

  function choiceOfBrowser() {
    return /(?:^|; )mandate_cookies=(NECESSARY|ALL)(?:;|$)/.exec(document.cookie)?.[1] ?? null
  }

  async function ask(query, variables) {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = await response.json()
    if (errors !== undefined) throw new Error(errors[0]?.message)
    return data
  }

  /** Who is signed in may have answered in another browser. WHY not asked where this one knows: most of the time it does. */
  async function begin() {
    const known = choiceOfBrowser() ?? (await ask(LOOK).catch(() => null))?.cookieChoice ?? null
    if (known === null) open(true)
    else tell(known)
  }

  async function choose(choice) {
    const buttons = [...question.querySelectorAll('button')]
    for (const button of buttons) button.disabled = true
    try {
      const { answer } = await ask(CHOOSE, { input: { choice } })
      if (answer.cookieChoice === null) throw new Error(answer.userErrors[0]?.code)
      open(false)
      tell(answer.cookieChoice)
      change.focus()
    } catch {
      byId('cookies-problem').textContent = byId('cookies-problem').dataset.words
    } finally {
      for (const button of buttons) button.disabled = false
    }
  }

  for (const button of question.querySelectorAll('button')) {
    button.addEventListener('click', () => void choose(button.value))
  }
  change.addEventListener('click', () => {
    open(question.hidden)
    if (!question.hidden) byId('cookies-title').focus()
  })
  byId('cookies-footer').hidden = false
  void begin()
})()

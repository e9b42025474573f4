'use strict'

/** What the pages behind the links of mails share. */
globalThis.MandateLink = (() => {
  /** The secret of the link. Behind `#` it never leaves the browser by itself. */
  const token =
    new URLSearchParams(location.hash.slice(1)).get('token') ??
    new URLSearchParams(location.search).get('token') ??
    ''

  const byId = (id) => document.getElementById(id)

  /** Shows one section and hides the others. What came of it is read out: its heading gets the focus. */
  function show(state) {
    for (const section of document.querySelectorAll('[data-state]')) {
      section.hidden = section.dataset.state !== state
      if (!section.hidden) section.querySelector('h2')?.focus()
    }
  }

  /** The `data` of an answer. Throws where there is none. */
  async function ask(query, variables, headers = {}) {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = await response.json()
    if (errors !== undefined || data === undefined) throw new Error(errors?.[0]?.message ?? 'No answer')
    return data
  }

  /** Runs what a button does, with all buttons off meanwhile; what fails leads to the state `problem`. */
  async function work(task) {
    const buttons = [...document.querySelectorAll('button')]
    for (const button of buttons) button.disabled = true
    try {
      await task()
    } catch {
      show('problem')
    } finally {
      for (const button of buttons) button.disabled = false
    }
  }

  return { token, byId, show, ask, work }
})()

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

  /** WHY: a button that is off, or gone, loses the focus, and who uses the keyboard would begin at the top again. */
  function giveFocusBack(before) {
    const { activeElement, body } = document
    if (before === body || (activeElement !== body && activeElement !== before)) return
    const section = document.querySelector('[data-state]:not([hidden])')
    const isThere = before.getClientRects().length > 0
    if (!isThere && section !== null) section.tabIndex = -1
    ;(isThere ? before : section)?.focus()
  }

  /** Runs what a button does, with all buttons off meanwhile; what fails leads to the state `problem`. */
  async function work(task) {
    const before = document.activeElement
    const buttons = [...document.querySelectorAll('button')]
    for (const button of buttons) button.disabled = true
    try {
      await task()
    } catch {
      show('problem')
    } finally {
      for (const button of buttons) button.disabled = false
      giveFocusBack(before)
    }
  }

  return { token, byId, show, ask, work }
})()

'use strict'

/* global React, ReactDOM, GraphiQL, MandateExamples */
;(async function page() {
  const h = React.createElement
  const { useEffect, useState } = React
  /** The schema of whoever asks holds only what they may ask for: the page is its documentation. */
  const defaultHeaders = '{ "X-Schema": "reduced" }'
  const nobody = { key: 'signed-out', name: 'Nobody', situation: 'Signed out: what the public may see.' }
  const personas = await fetch('/graphiql/personas.json').then((answer) => answer.json())

  /** WHY no cookies: each person chosen here is a session of its own, kept in this page's memory only. */
  async function post(body, headers) {
    const answer = await fetch('/graphql', {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return answer.json()
  }

  async function signIn(email, password) {
    const query = `mutation SignIn($input: SignInInput!) {
      signIn(input: $input) { sessionToken userErrors { message } } }`
    const { data, errors } = await post({ query, variables: { input: { email, password } } }, {})
    const token = data?.signIn?.sessionToken
    if (token) return { authorization: `Bearer ${token}` }
    throw new Error(data?.signIn?.userErrors?.[0]?.message ?? errors?.[0]?.message ?? 'Signing in failed.')
  }

  async function credentialsOf(who) {
    if (who.email === undefined) return {}
    const credentials = await signIn(who.email, who.password)
    // One person may act in several Organisations; a persona acts in the one it is about, staff in none.
    return who.ids?.organisation
      ? { ...credentials, 'x-organisation': `Organisation:${who.ids.organisation}` }
      : credentials
  }

  /** Of each example the first variant that is valid for whoever asks: validated, not run. */
  async function validExamples(headers) {
    const tabs = []
    for (const { variants } of MandateExamples) {
      for (const query of variants) {
        const probe = { query: `${query}\nquery JustValidate { __typename }`, operationName: 'JustValidate' }
        const { errors } = await post(probe, { ...headers, 'x-schema': 'reduced' })
        if (errors) continue
        tabs.push({ query, headers: defaultHeaders })
        break
      }
    }
    return tabs
  }

  /**
   * Queries, tabs and history, kept while the page is open, whoever asks: to ask the same as somebody else is what the page is
   * for. WHY not in the browser: nobody was asked whether it may be stored.
   */
  function memory() {
    const kept = new Map()
    return {
      get length() {
        return kept.size
      },
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
      clear: () => kept.clear(),
    }
  }

  const storage = memory()
  /** Where GraphiQL keeps its tabs, and how long after the last letter it does. */
  const TABS = 'graphiql:tabState'
  const WRITTEN_AFTER_MS = 600

  /** WHY: GraphiQL opens the tab that says what its editors said last, and another one where none does. */
  function comeBackToTab() {
    const { tabs = [], activeTabIndex } = JSON.parse(storage.getItem(TABS) ?? '{}')
    for (const editor of ['query', 'variables', 'headers']) {
      const said = tabs[activeTabIndex]?.[editor] ?? null
      if (said === null) storage.removeItem(`graphiql:${editor}`)
      else storage.setItem(`graphiql:${editor}`, said)
    }
  }

  const nameOf = (query) => /query (\w+)/.exec(query)?.[1]

  /** Puts an example into a tab of its own, in front of the others. */
  function openTab({ query, headers }) {
    const { tabs = [], ...rest } = JSON.parse(storage.getItem(TABS) ?? '{}')
    const id = `example-${Date.now()}`
    const title = nameOf(query) ?? 'Example'
    const tab = { id, title, query, headers, variables: null, operationName: null, response: null }
    storage.setItem(TABS, JSON.stringify({ ...rest, tabs: [...tabs, tab], activeTabIndex: tabs.length }))
    comeBackToTab()
  }

  function Explorer({ headers, tabs }) {
    const fetcher = (body, options) => post(body, { ...headers, ...lowerCase(options?.headers) })
    return h(GraphiQL, {
      fetcher,
      storage,
      defaultTabs: tabs,
      defaultHeaders,
      // In the memory of this page, like all else: another person asks with the same headers.
      shouldPersistHeaders: true,
      // In a narrow window the room is the answer's.
      defaultEditorToolsVisibility: matchMedia('(max-width: 700px)').matches ? false : 'headers',
    })
  }

  /** So that a header written in the editor replaces ours, however it is written. */
  function lowerCase(headers) {
    return Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    )
  }

  function PersonaChoice({ who, choose }) {
    const options = [nobody, ...personas].map(({ key, name, role, organisation }) =>
      h(
        'option',
        { key, value: key },
        role ? `${name} · ${role.toLowerCase()} · ${organisation ?? 'the provider'}` : name,
      ),
    )
    const onChange = (event) => choose([nobody, ...personas].find(({ key }) => key === event.target.value))
    return h('label', null, 'Who asks ', h('select', { value: who.key, onChange, id: 'who' }, options))
  }

  /** What this person may ask, for a new tab. */
  function ExampleChoice({ tabs, choose }) {
    const options = tabs.map((tab, index) =>
      h('option', { key: index, value: index }, nameOf(tab.query) ?? `Example ${index + 1}`),
    )
    const onChange = (event) => choose(tabs[Number(event.target.value)])
    return h(
      'label',
      null,
      'Example ',
      h('select', { value: '', onChange, id: 'example' }, h('option', { value: '' }, 'open …'), options),
    )
  }

  function SignInForm({ choose }) {
    const onSubmit = (event) => {
      event.preventDefault()
      const { email, password } = Object.fromEntries(new FormData(event.target))
      choose({
        key: `${email} ${Date.now()}`,
        name: email,
        email,
        password,
        situation: `Signed in as ${email}.`,
      })
    }
    return h(
      'form',
      { onSubmit },
      h('input', {
        name: 'email',
        type: 'email',
        placeholder: 'E-mail',
        'aria-label': 'E-mail',
        required: true,
      }),
      ' ',
      h('input', {
        name: 'password',
        type: 'password',
        placeholder: 'Password',
        'aria-label': 'Password',
        required: true,
      }),
      ' ',
      h('button', null, 'Sign in'),
    )
  }

  function Page() {
    const named = personas.find(({ key }) => `#${key}` === location.hash)
    const [who, choose] = useState(named ?? personas[0] ?? nobody)
    const [open, setOpen] = useState({ state: 'waiting' })
    /** What is on the page: of the person before, until the one who asks now has signed in. */
    const [shown, setShown] = useState(null)
    useEffect(() => {
      let current = true
      setOpen({ state: 'waiting' })
      if (personas.includes(who)) history.replaceState(null, '', `#${who.key}`)
      // WHY the wait: what was typed last must be in the tabs before the page of the next person reads them.
      const written = new Promise((resolve) => setTimeout(resolve, WRITTEN_AFTER_MS))
      credentialsOf(who)
        .then(async (headers) => ({ state: 'ready', headers, tabs: await validExamples(headers) }))
        .catch((problem) => ({ state: 'failed', message: problem.message }))
        .then(async (result) => {
          if (storage.length > 0) await written
          if (!current) return
          comeBackToTab()
          setOpen(result)
          // Another key is another explorer: another schema, the same tabs, and no answer that was somebody else's.
          setShown(result.state === 'ready' ? { ...result, key: `${who.key} ${Date.now()}` } : null)
        })
      return () => {
        current = false
      }
    }, [who])
    const show = (tab) => {
      openTab(tab)
      setShown({ ...shown, key: `${who.key} ${Date.now()}` })
    }
    return h(
      React.Fragment,
      null,
      h(
        'div',
        { className: 'who' },
        h('strong', null, 'Mandate'),
        personas.length > 0 ? h(PersonaChoice, { who, choose }) : h(SignInForm, { choose }),
        open.state === 'ready' && open.tabs.length > 0
          ? h(ExampleChoice, { tabs: open.tabs, choose: show })
          : null,
        open.state === 'failed'
          ? h('span', { className: 'problem', role: 'alert' }, open.message)
          : h(
              'span',
              { className: 'situation', role: 'status' },
              open.state === 'waiting' ? 'Signing in …' : who.situation,
            ),
      ),
      shown !== null
        ? h(
            'div',
            { className: 'graphiql', key: shown.key, inert: open.state === 'ready' ? undefined : '' },
            h(Explorer, { headers: shown.headers, tabs: shown.tabs }),
          )
        : h(
            'p',
            { className: 'waiting' },
            open.state === 'waiting' ? 'Signing in …' : 'Choose somebody else.',
          ),
    )
  }

  ReactDOM.createRoot(document.getElementById('page')).render(h(Page))
})()

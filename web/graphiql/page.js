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

  /** Each person has tabs of their own, kept while the page is open. */
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

  function Explorer({ headers, tabs }) {
    const [storage] = useState(memory)
    const fetcher = (body, options) => post(body, { ...headers, ...lowerCase(options?.headers) })
    return h(GraphiQL, {
      fetcher,
      storage,
      defaultTabs: tabs,
      defaultHeaders,
      defaultEditorToolsVisibility: 'headers',
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
    useEffect(() => {
      let current = true
      setOpen({ state: 'waiting' })
      if (personas.includes(who)) history.replaceState(null, '', `#${who.key}`)
      credentialsOf(who)
        .then(async (headers) => ({ state: 'ready', headers, tabs: await validExamples(headers) }))
        .catch((problem) => ({ state: 'failed', message: problem.message }))
        .then((result) => current && setOpen(result))
      return () => {
        current = false
      }
    }, [who])
    return h(
      React.Fragment,
      null,
      h(
        'div',
        { className: 'who' },
        h('strong', null, 'Mandate'),
        personas.length > 0 ? h(PersonaChoice, { who, choose }) : h(SignInForm, { choose }),
        open.state === 'failed'
          ? h('span', { className: 'problem', role: 'alert' }, open.message)
          : h('span', { className: 'situation' }, who.situation),
      ),
      open.state === 'ready'
        ? h('div', { className: 'graphiql', key: who.key }, h(Explorer, open))
        : h(
            'p',
            { className: 'waiting' },
            open.state === 'waiting' ? 'Signing in …' : 'Choose somebody else.',
          ),
    )
  }

  ReactDOM.createRoot(document.getElementById('page')).render(h(Page))
})()

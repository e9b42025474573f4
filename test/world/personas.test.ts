import { verify } from '@node-rs/argon2'
import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { personas } from '../../schema/world/demo/personas'
import { personasJson, personasTable } from '../../src/cli/personas'
import { eachDatabase } from '../support/databases'
import { ask } from './ask'

describe('the personas', () => {
  it('have keys of their own, in kebab-case', () => {
    const keys = personas.map((persona) => persona.key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter((key) => !/^[a-z]+(-[a-z]+)*$/.test(key))).toEqual([])
  })

  it('are printed as data with exactly six keys', () => {
    const data = JSON.parse(personasJson(personas)) as readonly object[]
    expect(data).toHaveLength(personas.length)
    expect(data[0]).toEqual({
      key: 'client-owner',
      email: 'nina.keller@lakeside-hotel.example',
      password: 'mandate-demo',
      organisation: 'Lakeside Hotel',
      role: 'OWNER',
      situation: expect.stringContaining('client') as string,
    })
  })

  it('are printed as a table, one line each', () => {
    const [head, ...lines] = personasTable(personas).trimEnd().split('\n')
    expect(head).toMatch(/^KEY +E-MAIL +PASSWORD +ORGANISATION +ROLE +SITUATION$/)
    expect(lines.map((line) => line.split(' ')[0])).toEqual(personas.map((persona) => persona.key))
  })
})

eachDatabase((_name, open) => {
  let database: DataSource

  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
  })

  it('lets every persona in with the password it is listed with, and with no other', async () => {
    const users = await ask(database, 'SELECT email, password_hash FROM users')
    const hashOf = new Map(users.map((user) => [user['email'], String(user['password_hash'])]))
    const hashes = new Set(personas.map((persona) => hashOf.get(persona.email) ?? ''))
    for (const hash of hashes) {
      expect(hash).toMatch(/^\$argon2id\$/)
      expect(await verify(hash, 'mandate-demo')).toBe(true)
      expect(await verify(hash, 'mandate-demo ')).toBe(false)
    }
    expect(personas.filter((persona) => !hashOf.has(persona.email))).toEqual([])
  })

  it('finds every persona in its Organisation, with its role', async () => {
    const members = await ask(
      database,
      `SELECT u.id AS user_id, o.id AS organisation_id, u.email, u.name, o.name AS organisation, m.role
       FROM memberships m JOIN users u ON u.id = m.user_id JOIN organisations o ON o.id = m.organisation_id`,
    )
    for (const { ids, email, name, organisation, role } of personas) {
      if (organisation === null) continue
      expect(members).toContainEqual({
        user_id: ids.user,
        organisation_id: ids.organisation,
        email,
        name,
        organisation,
        role,
      })
    }
  })

  it('finds staff of the provider in no Organisation', async () => {
    const staff = await ask(
      database,
      `SELECT u.id, u.email, u.staff_role AS role FROM users u
       WHERE u.staff_role IS NOT NULL AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id)`,
    )
    const expected = personas
      .filter(({ organisation }) => organisation === null)
      .map(({ ids, email, role }) => ({ id: ids.user, email, role }))
    expect(expected.length).toBeGreaterThan(0)
    expect(staff).toEqual(expect.arrayContaining(expected))
  })
})

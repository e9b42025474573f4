import { registerEnumType } from 'type-graphql'

/** The role of a User in one Organisation. */
export enum Role {
  OWNER = 'OWNER',
  ADMINISTRATOR = 'ADMINISTRATOR',
  COLLABORATOR = 'COLLABORATOR',
  EXTERNAL = 'EXTERNAL',
}

registerEnumType(Role, {
  name: 'Role',
  description: 'The role of a User in one Organisation.',
  valuesConfig: {
    OWNER: { description: 'The legal representative.' },
    ADMINISTRATOR: { description: 'Manages products, users and accounting.' },
    COLLABORATOR: { description: 'Works on the products granted.' },
    EXTERNAL: { description: 'An outsider who works on the products granted.' },
  },
})

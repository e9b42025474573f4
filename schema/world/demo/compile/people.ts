import { demoPasswordHash } from '../../demo-password'
import { type AddressSpec, type MembershipSpec, type OrganisationSpec, type SessionSpec } from '../fixture'
import { type Draft, storedInstantText } from './draft'

/** Organisations with what belongs to them, users, memberships with their grants. */
export function writePeople(draft: Draft): void {
  for (const [name, spec] of Object.entries(draft.fixture.organisations)) writeOrganisation(draft, name, spec)
  for (const [name, spec] of Object.entries(draft.fixture.users)) {
    draft.rows.add('users', {
      id: draft.names.of('user', name),
      name: spec.name,
      email: spec.email,
      locale: spec.locale,
      two_factor: 0,
      password_hash: demoPasswordHash,
      totp_secret: null,
      created_at: storedInstantText(spec.since),
      staff_role: spec.staff ?? null,
    })
  }
  for (const [name, spec] of Object.entries(draft.fixture.memberships)) writeMembership(draft, name, spec)
  for (const [name, spec] of Object.entries(draft.fixture.sessions)) writeSession(draft, name, spec)
}

function writeOrganisation({ names, rows }: Draft, name: string, spec: OrganisationSpec): void {
  const id = names.of('organisation', name)
  const country = spec.address[3]
  rows.add('organisations', {
    id,
    name: spec.name,
    logo_url: spec.logoUrl ?? null,
    kind: spec.kind,
    country,
    legal_name: spec.legalName,
    ...addressColumns(spec.address),
    phone: spec.phone ?? null,
    currency: spec.currency,
    vat_number: spec.vatNumber ?? null,
    vat_status: spec.vatStatus,
    created_at: storedInstantText(spec.since),
  })
  Object.entries(spec.billingAddresses ?? {}).forEach(([label, address], index) => {
    rows.add('billing_addresses', {
      id: names.add('billing-address', `${name}-${label}`),
      organisation_id: id,
      label: address.label,
      recipient: address.recipient,
      ...addressColumns(address.address),
      is_default: index === 0 ? 1 : 0,
    })
  })
  Object.entries(spec.paymentMeans ?? {}).forEach(([label, means], index) => {
    rows.add('payment_means', {
      id: names.add('payment-means', `${name}-${label}`),
      organisation_id: id,
      kind: means.kind,
      label: means.label,
      expires_on: means.expiresOn ?? null,
      is_default: index === 0 ? 1 : 0,
    })
  })
  if (spec.prepaid === true) {
    rows.add('prepaid_accounts', {
      id: names.add('prepaid-account', name),
      organisation_id: id,
      currency: spec.currency,
    })
  }
}

function writeMembership({ names, rows }: Draft, name: string, spec: MembershipSpec): void {
  const id = names.of('membership', name)
  rows.add('memberships', {
    id,
    user_id: names.of('user', spec.user),
    organisation_id: names.of('organisation', spec.organisation),
    role: spec.role,
    accounting: spec.accounting === true ? 1 : 0,
    created_at: storedInstantText(spec.since),
    invited_by_id: names.ofOptional('user', spec.invitedBy),
  })
  const grantedAt = storedInstantText(spec.since, '09:00')
  for (const product of spec.products ?? []) {
    rows.add('product_grants', {
      id: names.add('product-grant', `${name}/${product}`),
      membership_id: id,
      product_id: names.of('product', product),
      granted_by_id: names.of('user', spec.invitedBy ?? spec.user),
      granted_at: grantedAt,
    })
  }
  for (const client of spec.clients ?? []) {
    rows.add('client_grants', {
      id: names.add('client-grant', `${name}/${client}`),
      membership_id: id,
      client_id: names.of('organisation', client),
      granted_by_id: names.of('user', spec.invitedBy ?? spec.user),
      granted_at: grantedAt,
    })
  }
}

function writeSession({ names, rows }: Draft, name: string, spec: SessionSpec): void {
  const id = names.add('session', name)
  rows.add('sessions', {
    id,
    // INVARIANT: the digest of nothing anybody knows, so that nobody can act in it.
    token_hash: `no-token-has-this-digest-${id}`.padEnd(64, '-'),
    user_id: names.of('user', spec.user),
    organisation_id: names.of('organisation', spec.organisation),
    device_hash: null,
    device: spec.device,
    created_at: storedInstantText(spec.since),
    expires_at: storedInstantText(spec.until),
    last_seen_at: storedInstantText(spec.seen),
  })
}

interface AddressColumns {
  readonly [column: `address_${string}`]: string
}

/** The columns of an address stored under the prefix `address`. */
export function addressColumns([street, postalCode, city, country]: AddressSpec): AddressColumns {
  return {
    address_street: street,
    address_postal_code: postalCode,
    address_city: city,
    address_country: country,
  }
}

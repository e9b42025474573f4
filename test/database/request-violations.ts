import { type Violation } from '../../schema/noun-proofs'

/** What the table of requests for access refuses. */
export const requestViolations: readonly Violation[] = [
  {
    rule: 'a Partner asks twice under one address',
    constraint: 'access_requests_one_live_per_address',
    statement: requestAgain("'a@example.com', 'LIMITED', 'PENDING', NULL, NULL"),
  },
  {
    rule: 'two requests lead to one partnership',
    constraint: 'access_requests_partnership',
    statement: requestAgain("'b@example.com', 'LIMITED', 'PENDING', NULL, 2"),
  },
  {
    rule: 'a request that was answered has no end',
    constraint: 'access_requests_closed',
    statement: "UPDATE access_requests SET status = 'REFUSED'",
  },
  {
    rule: 'limited access is asked for with a payment mode',
    constraint: 'access_requests_mode_with_full_access',
    statement: "UPDATE access_requests SET payment_mode = 'CLIENT_PAYS'",
  },
]

function requestAgain(values: string): string {
  return (
    'INSERT INTO access_requests (partner_id, client_name, asked_by_id, asked_at, expires_at, ' +
    'client_email, partner_access, status, closed_at, partnership_id) ' +
    `VALUES (4, 'x', 1, '2026-03-01 09:30:00.000', '2026-03-01 09:30:00.000', ${values})`
  )
}

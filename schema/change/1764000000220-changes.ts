import { type MigrationInterface, type QueryRunner } from 'typeorm'
import { dropTables } from '../../src/platform/database/migration-steps'
import { runStatements } from '../../src/platform/database/transaction'

const SUBJECTS = [
  ['order_id', 'orders', 'changes_by_order'],
  ['invoice_id', 'invoices', 'changes_by_invoice'],
  ['cashback_entry_id', 'cashback_entries', 'changes_by_cashback_entry'],
  ['product_id', 'products', 'changes_by_product'],
  ['partnership_id', 'partnerships', 'changes_by_partnership'],
  ['member_invitation_id', 'member_invitations', 'changes_by_member_invitation'],
  ['api_token_id', 'api_tokens', 'changes_by_api_token'],
  ['irregularity_report_id', 'irregularity_reports', 'changes_by_irregularity_report'],
  ['sub_processor_id', 'sub_processors', 'changes_by_sub_processor'],
] as const

/** What happened, for the feed, mails and webhooks. INVARIANT: once it is released, this file never changes. */
export class Changes1764000000220 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runStatements(runner, (sql) => [
      `CREATE TABLE changes (
        id ${sql.id},
        happened_at datetime(3) NOT NULL,
        kind varchar(40) NOT NULL,
        position int,
        organisation_id int,
        counterpart_id int,
        for_user_id int,
        mark varchar(40),
        reached int,
        attempts int NOT NULL DEFAULT 0,
        followed_up_at datetime(3),
        ${SUBJECTS.map(([column]) => `${column} int`).join(',\n        ')},
        CONSTRAINT changes_position UNIQUE (position),
        CONSTRAINT changes_about_one_row CHECK (${SUBJECTS.map(([column]) => `(${column} IS NOT NULL)`).join(' + ')} = 1),
        CONSTRAINT changes_for_whom FOREIGN KEY (for_user_id) REFERENCES users (id),
        ${SUBJECTS.map(
          ([column, table]) =>
            `CONSTRAINT changes_${column.slice(0, -3)} FOREIGN KEY (${column}) REFERENCES ${table} (id)`,
        ).join(',\n        ')}
      ) ${sql.table}`,
      'CREATE INDEX changes_not_followed_up ON changes (followed_up_at, id)',
      'CREATE INDEX changes_of_organisation ON changes (organisation_id, position)',
      'CREATE INDEX changes_of_counterpart ON changes (counterpart_id, position)',
      'CREATE INDEX changes_for_user ON changes (for_user_id)',
      ...SUBJECTS.map(([column, , index]) => `CREATE INDEX ${index} ON changes (${column})`),
    ])
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, ['changes'])
  }
}

import type { DataSource } from 'typeorm'

/** An open database with its tables, as it is handed about by those who ask nothing of it themselves. */
export type ConnectedDatabase = DataSource

/** An identifier of our own schema, quoted as MariaDB, MySQL and SQLite all read it. */
export function quoted(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/i.test(name)) throw new Error('Not an identifier of the schema')
  return '`' + name + '`'
}

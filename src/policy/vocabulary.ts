/**
 * The words a policy may use: what the schema says of its types, without knowing how they are stored.
 * The query model fulfils it; policies are checked against it when they are loaded.
 */
export interface Vocabulary {
  readonly types: ReadonlyMap<string, TypeWords>
  /** The values `principal.role` may have, for checking literals; absent: any text is taken. */
  readonly roles?: readonly string[]
}

export interface TypeWords {
  readonly name: string
  /** How conditions name the row: `Invoice` → `invoice`, `BillingAddress` → `billingAddress`. */
  readonly variable: string
  /** Every field of the public schema but `id` and `access`, in schema order: each must be classified. */
  readonly fields: readonly FieldWords[]
  /** What conditions may compare: stored columns, public or not. `id` is one of them. */
  readonly attributes: ReadonlyMap<string, AttributeWords>
  /** Where conditions may go: to-one and to-many relations, public or not. */
  readonly relations: ReadonlyMap<string, RelationWords>
}

export interface FieldWords {
  readonly name: string
  readonly nullable: boolean
}

export interface AttributeWords {
  readonly name: string
  readonly type: 'int' | 'string' | 'bool' | 'date' | 'timestamp'
  readonly nullable: boolean
  /** The values of an enumeration, for checking literals. */
  readonly values?: readonly string[]
}

export interface RelationWords {
  readonly name: string
  readonly target: string
  readonly many: boolean
  readonly nullable: boolean
}

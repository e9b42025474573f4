/** What resolvers know of the catalogue of scopes. The server reads it out of the policies in force. */
export interface ScopeContext {
  readonly scopes: readonly { readonly name: string; readonly means: string }[]
}

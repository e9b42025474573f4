/**
 * What a verb of the review answers, before it is text, Markdown, HTML, JSON or SARIF. Plain data in a fixed order:
 * the same policies and facts give the same bytes, so no time of day and no duration belongs into it.
 */
export interface Report {
  readonly title: string
  /** The answer in one or two sentences, figures included. */
  readonly summary: readonly string[]
  readonly sections: readonly Section[]
  /** What somebody has to mend or accept; each stands at a line where there is one. */
  readonly findings: readonly Finding[]
  /** False: something is to be mended. The command then ends with exit code 1. */
  readonly passed: boolean
  /** The whole answer as data, for `--json`. */
  readonly data: unknown
  /** The HTML of the page, where a better one was made than sections give. Trusted: whoever makes it has escaped it. */
  readonly page?: string
}

export interface Section {
  readonly heading: string
  readonly paragraphs?: readonly string[]
  readonly table?: Table
  /** Below the table: what its marks stand for. */
  readonly notes?: readonly string[]
  /** Shown as it is: a scenario to copy, a world, a condition. */
  readonly code?: { readonly language: 'yaml' | 'text' | 'json' | 'graphql'; readonly text: string }
}

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface Finding {
  /** Names the kind of finding, kebab-case and stable: `dead-rule`, `surviving-mutant`. */
  readonly kind: string
  readonly level: 'error' | 'warning' | 'note'
  readonly message: string
  /** `policies/invoice.policy.yaml`; absent where it stands nowhere. */
  readonly path?: string
  readonly line?: number
  readonly column?: number
}

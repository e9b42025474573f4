/** A document to print. It knows neither what it is about nor in which language. */
export interface PrintedDocument {
  /** What readers and search engines of the reader call it. */
  readonly title: string
  readonly author: string
  /** IETF tag, `fr-CH`: how it is read aloud. */
  readonly language: string
  /** ISO 3166 code of the country of whom it is for: Han characters take the shapes that are usual there. */
  readonly region?: string
  /** Stamped into the file. INVARIANT: part of the document, never the clock, so that printing twice is one file. */
  readonly dated: Date
  /** Said at the top of every page after the first. */
  readonly runningHead: string
  /** Said at the foot of every page, a line each. */
  readonly foot: readonly string[]
  /** `Page`, said before its number. */
  readonly pageWord: string
  readonly blocks: readonly Block[]
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  /** Two columns of lines: what stands left, and what stands right of it. */
  | { readonly kind: 'sides'; readonly left: readonly string[]; readonly right: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | {
      readonly kind: 'table'
      readonly title?: string
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'sums'; readonly sums: readonly Sum[] }
  | { readonly kind: 'text'; readonly title?: string; readonly text: string }

export interface Fact {
  readonly name: string
  readonly value: string
}

export interface Column {
  readonly title: string
  /** Its part of the width; all shares together are 1. */
  readonly share: number
  readonly align: 'left' | 'right'
}

export interface Sum extends Fact {
  readonly weight: 'plain' | 'strong'
}

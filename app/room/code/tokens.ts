/** A piece of coloured code. `kind` names a colour in code-block.css; null has the colour of text. */
export interface Token {
  text: string
  kind: Kind | null
}

export type Kind = 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'type' | 'added' | 'removed'

/** What the worker is asked. `language` is as the author wrote it. */
export interface Code {
  text: string
  language: string
}

/** The worker says once that it has started, and then gives one answer to each question. Null: it knows no colours. */
export type Answer = 'started' | readonly Token[] | null

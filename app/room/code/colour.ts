import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import cpp from 'highlight.js/lib/languages/cpp'
import csharp from 'highlight.js/lib/languages/csharp'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import dockerfile from 'highlight.js/lib/languages/dockerfile'
import go from 'highlight.js/lib/languages/go'
import ini from 'highlight.js/lib/languages/ini'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import kotlin from 'highlight.js/lib/languages/kotlin'
import lua from 'highlight.js/lib/languages/lua'
import makefile from 'highlight.js/lib/languages/makefile'
import markdown from 'highlight.js/lib/languages/markdown'
import nginx from 'highlight.js/lib/languages/nginx'
import perl from 'highlight.js/lib/languages/perl'
import php from 'highlight.js/lib/languages/php'
import powershell from 'highlight.js/lib/languages/powershell'
import python from 'highlight.js/lib/languages/python'
import ruby from 'highlight.js/lib/languages/ruby'
import rust from 'highlight.js/lib/languages/rust'
import shell from 'highlight.js/lib/languages/shell'
import sql from 'highlight.js/lib/languages/sql'
import swift from 'highlight.js/lib/languages/swift'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'
import type { Code, Kind, Token } from './tokens.ts'

// biome-ignore format: one table
const languages = { bash, c, cpp, csharp, css, diff, dockerfile, go, ini, java, javascript, json, kotlin, lua, makefile, markdown, nginx, perl, php, powershell, python, ruby, rust, shell, sql, swift, typescript, xml, yaml }
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language)

/** By the first word of the library's scopes. The others have the colour of what is around them. */
const kinds: Readonly<Record<string, Kind>> = {
  keyword: 'keyword',
  literal: 'keyword',
  'selector-tag': 'keyword',
  string: 'string',
  regexp: 'string',
  char: 'string',
  link: 'string',
  code: 'string',
  number: 'number',
  symbol: 'number',
  bullet: 'number',
  comment: 'comment',
  quote: 'comment',
  meta: 'comment',
  doctag: 'comment',
  title: 'name',
  section: 'name',
  name: 'name',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  'selector-class': 'name',
  'selector-id': 'name',
  type: 'type',
  built_in: 'type',
  variable: 'type',
  'template-variable': 'type',
  addition: 'added',
  deletion: 'removed',
}

/** Takes what the library finds as a list of tokens, so that no string of HTML is ever made. */
class Tokens {
  readonly list: Token[] = []
  readonly #around: (Kind | null)[] = []

  addText(text: string): void {
    const kind = this.#around.at(-1) ?? null
    const last = this.list.at(-1)
    if (last?.kind === kind) last.text += text
    else if (text !== '') this.list.push({ text, kind })
  }

  openNode(scope: string): void {
    const kind = scope === 'subst' ? null : (kinds[scope.split('.')[0] ?? ''] ?? this.#around.at(-1) ?? null)
    this.#around.push(kind)
  }

  closeNode(): void {
    this.#around.pop()
  }

  startScope(scope: string): void {
    this.openNode(scope)
  }

  endScope(): void {
    this.closeNode()
  }

  /** Code in another language, such as a script in a page. */
  __addSublanguage(inner: Tokens): void {
    for (const { text, kind } of inner.list) {
      this.#around.push(kind ?? this.#around.at(-1) ?? null)
      this.addText(text)
      this.#around.pop()
    }
  }

  finalize(): void {}

  toHTML(): string {
    return ''
  }
}
hljs.configure({ __emitter: Tokens as unknown as new (opts: unknown) => Tokens })

/** Each token is an element on the page. Real code in one message has fewer. */
const mostTokens = 3_000

/** The same text in coloured pieces; null if the language is unknown or the code would need too many. */
export const colour = ({ text, language }: Code): Token[] | null => {
  const name = language.toLowerCase()
  if (!hljs.getLanguage(name)) return null
  const { list } = hljs.highlight(text, { language: name, ignoreIllegals: true })._emitter as unknown as Tokens
  return list.length <= mostTokens ? list : null
}

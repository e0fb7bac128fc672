import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import { createComputed, createSignal, For, onCleanup, Show } from 'solid-js'
import { t as common } from '../../words/common.ts'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/timeline.ts'
import { ColourList, type ColourWorker } from './colours.ts'
import type { Code, Token } from './tokens.ts'
import './code-block.css'

const colours = new ColourList(
  () => new Worker(new URL('./colour.worker.ts', import.meta.url), { type: 'module' }) as ColourWorker,
)

/** Code of a message, drawn at once and coloured as soon as the colours are there. Copying gives it as it was sent. */
export function CodeBlock(props: { text: string; language: string }) {
  let shown!: HTMLElement
  const tokens = createTokens(() => ({ text: props.text, language: props.language }))
  return (
    <div class="code-block">
      <pre dir="ltr" tabindex="0" data-language={props.language || undefined}>
        <code ref={shown}>
          <For each={tokens()}>{draw}</For>
        </code>
      </pre>
      <CopyCode text={props.text} onForbidden={() => getSelection()?.selectAllChildren(shown)} />
    </div>
  )
}

const draw = ({ text, kind }: Token) => (kind ? <span class={`code-${kind}`}>{capMarks(text)}</span> : capMarks(text))

/** One token without a colour until the colours are known. */
function createTokens(code: () => Code): () => readonly Token[] {
  const [tokens, setTokens] = createSignal<readonly Token[]>([])
  createComputed(() => {
    const asked = code()
    const known = colours.known(asked)
    setTokens(known ?? [{ text: asked.text, kind: null }])
    if (asked.language === '' || known !== undefined) return
    let isOver = false
    onCleanup(() => {
      isOver = true
    })
    void colours.ask(asked).then((found) => {
      if (found && !isOver) setTokens(found)
    })
  })
  return tokens
}

const copiedForMs = 2_000

/** `onForbidden`: the browser forbids writing to the clipboard. */
function CopyCode(props: { text: string; onForbidden: () => void }) {
  const [copied, setCopied] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text)
    } catch {
      return props.onForbidden()
    }
    setCopied(true)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(false), copiedForMs)
  }
  return (
    <button
      type="button"
      class="code-copy"
      aria-label={copied() ? common('copied') : t('copyCode')}
      title={copied() ? common('copied') : t('copyCode')}
      onClick={() => void copy()}
    >
      <Show when={copied()} fallback={<Copy size={16} />}>
        <Check size={16} />
      </Show>
    </button>
  )
}

import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import { createSignal, createUniqueId, Show } from 'solid-js'
import { t } from '../../words/common.ts'
import './copy-text.css'

/** A line of text with a copy button. If the browser forbids writing to the clipboard, the text can be selected. */
export function CopyText(props: { label: string; text: string }) {
  const id = createUniqueId()
  const [copied, setCopied] = createSignal(false)
  let field!: HTMLInputElement
  const copy = async () => {
    field.select()
    setCopied(
      await navigator.clipboard.writeText(props.text).then(
        () => true,
        () => false,
      ),
    )
  }
  return (
    <div class="copy-text">
      <label class="field-label" for={id}>
        {props.label}
      </label>
      <div class="copy-text-box">
        <input
          ref={field}
          id={id}
          class="text-input"
          readOnly
          value={props.text}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button" onClick={() => void copy()}>
          <Show when={copied()} fallback={<Copy size={16} />}>
            <Check size={16} />
          </Show>
          {copied() ? t('copied') : t('copy')}
        </button>
      </div>
    </div>
  )
}

import { createEffect, createSignal, on, Show } from 'solid-js'
import { t } from '../../../words/formatting.ts'
import { applyChange, type Change } from '../edit/change.ts'
import { createEditing } from '../edit/createEditing.ts'
import { wrapBlock } from '../edit/wrap.ts'
import { createPasting } from '../paste/createPasting.ts'
import { LongPaste } from '../paste/LongPaste.tsx'
import { barShown } from './barShown.ts'
import { FormatBar } from './FormatBar.tsx'
import { Preview } from './Preview.tsx'

/** What helps to write, above the field. Its code loads after the field is there. */
export default function Tools(props: {
  field: HTMLTextAreaElement
  text: string
  /** Which keys matter where the caret is; empty if none do. */
  onKeys: (words: string) => void
}) {
  const { field } = props
  const isApple = /^(?:Mac|iP)/.test(navigator.platform)
  const put = (change: Change) => applyChange(field, change)
  const editing = createEditing({ field, isApple, put })
  const pasting = createPasting({ field, put })
  const [preview, setPreview] = createSignal(false)
  const keys = () => (editing.inCode() ? t('tabInCode') : '')
  createEffect(() => props.onKeys(keys()))
  createEffect(
    on(
      () => props.text,
      (text) => {
        const pasted = pasting.long()
        // It was sent, or undone.
        if (pasted && !text.startsWith(pasted.text, pasted.from)) pasting.settle()
      },
    ),
  )

  const fence = () => {
    const pasted = pasting.long()
    if (pasted) put(wrapBlock({ text: field.value, from: pasted.from, to: pasted.from + pasted.text.length }))
    pasting.settle()
  }
  return (
    <>
      <Show when={pasting.long()}>
        {(pasted) => <LongPaste text={pasted().text} onCode={fence} onKeep={pasting.settle} />}
      </Show>
      <Show when={barShown() === 'yes'}>
        <Show when={preview()}>
          <Preview text={props.text} />
        </Show>
        <FormatBar
          isApple={isApple}
          preview={preview()}
          onFormat={editing.format}
          onPreview={() => setPreview(!preview())}
        />
      </Show>
      <p class="unseen" role="status">
        {keys()}
      </p>
    </>
  )
}

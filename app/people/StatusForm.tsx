import { createSignal, For, Show } from 'solid-js'
import { cleanLine, longestStatus, type StatusLine, statusAt } from '../../shared/room/profile.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { Check } from '../ui/Check.tsx'
import { Select } from '../ui/Select.tsx'
import { useViews } from '../views.ts'
import { endOf, type Lasting, lastings, type StatusPreset, statusPresets } from './statusPresets.ts'
import './status-form.css'

/** What one is up to: an emoji, a few words, until when, and whether one wants to be left in peace. */
export function StatusForm(props: { onDone: (refused: RefusalCode | null) => void }) {
  const { people } = useViews()
  const now = () => statusAt(people.me()?.status, Date.now())
  const [emoji, setEmoji] = createSignal(now()?.emoji ?? '')
  const [text, setText] = createSignal(now()?.text ?? '')
  const [quiet, setQuiet] = createSignal(now()?.quiet ?? false)
  const [lasting, setLasting] = createSignal<Lasting>(now()?.until === null ? 'always' : '4h')

  const take = (preset: StatusPreset) => {
    setEmoji(preset.emoji)
    setText(preset.text)
    setQuiet(preset.quiet)
    setLasting(preset.lasts)
  }
  const save = async (status: StatusLine | null) => props.onDone(await people.change({ status }))
  const submit = (event: Event) => {
    event.preventDefault()
    const line = { emoji: oneEmoji(emoji()), text: cleanLine(text()), quiet: quiet() }
    const isEmpty = !line.emoji && !line.text && !line.quiet
    void save(isEmpty ? null : { ...line, until: endOf(lasting(), Date.now()) })
  }

  return (
    <form class="status-form" onSubmit={submit}>
      <div class="status-line">
        <input
          class="text-input status-emoji"
          aria-label="Emoji"
          placeholder="🙂"
          autocomplete="off"
          maxLength={16}
          value={emoji()}
          onInput={(event) => setEmoji(event.currentTarget.value)}
        />
        <input
          class="text-input"
          aria-label="What you are up to"
          placeholder="What you are up to"
          autocomplete="off"
          maxLength={longestStatus}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <ul class="status-presets plain" aria-label="Suggestions">
        <For each={statusPresets}>
          {(preset) => (
            <li>
              <button type="button" class="button slim" onClick={() => take(preset)}>
                <span aria-hidden="true">{preset.emoji}</span> {preset.text}
              </button>
            </li>
          )}
        </For>
      </ul>
      <Select label="It holds" of={lastings} value={lasting()} onChoose={setLasting} />
      <Check label="Do not disturb" text="Others see it beside your name." checked={quiet()} onChange={setQuiet} />
      <div class="dialog-acts">
        <Show when={now()}>
          <button type="button" class="button" onClick={() => void save(null)}>
            Clear status
          </button>
        </Show>
        <button type="submit" class="button main">
          Set status
        </button>
      </div>
    </form>
  )
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Whatever was typed there, the first of it. */
const oneEmoji = (text: string): string => {
  const [first] = graphemes.segment(cleanLine(text))
  return first && first.segment.length <= 32 ? first.segment : ''
}

import { createComputed, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { longestStatus, type StatusLine, statusAt } from '../../shared/room/profile.ts'
import { cleanLine } from '../../shared/visible.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { EmojiButton } from '../emoji/EmojiButton.tsx'
import { Check } from '../ui/fields/Check.tsx'
import { Select } from '../ui/fields/Select.tsx'
import { useNow } from '../ui/reactive/useNow.ts'
import { t as common } from '../words/common.ts'
import { t } from '../words/ownStatus.ts'
import { usePeople } from './model/PeopleView.ts'
import { endOf, lastings, type StatusPreset, statusPresets } from './statusPresets.ts'
import './status-form.css'

/**
 * The form for the user's status: an emoji, a few words, when it ends, and whether they do not want to be disturbed.
 */
export function StatusForm(props: { onDone: (refused: RefusalCode | null) => void }) {
  const people = usePeople()
  const now = useNow()
  const current = () => statusAt(people.me()?.status, now())
  const [fields, setFields] = createStore(fieldsOf(current()))
  /** Edits since the last save. An unedited form follows the profile, which may change on another device. */
  let touches = 0
  createComputed(() => {
    const status = current()
    if (touches === 0) setFields(fieldsOf(status))
  })
  const touch = (change: Partial<StatusPreset>) => {
    touches++
    setFields(change)
  }

  const save = async (status: StatusLine | null) => {
    const before = touches
    const refused = await people.change({ status })
    if (!refused && touches === before) {
      touches = 0
      setFields(fieldsOf(status ?? undefined))
    }
    props.onDone(refused)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    const line = { emoji: oneEmoji(fields.emoji), text: cleanLine(fields.text), quiet: fields.quiet }
    const isEmpty = !line.emoji && !line.text && !line.quiet
    void save(isEmpty ? null : { ...line, until: endOf(fields.lasts, now()) })
  }

  return (
    <form class="status-form" onSubmit={submit}>
      <div class="status-line">
        <input
          class="text-input status-emoji"
          aria-label={t('emoji')}
          placeholder="🙂"
          autocomplete="off"
          maxLength={16}
          value={fields.emoji}
          onInput={(event) => touch({ emoji: event.currentTarget.value })}
        />
        <EmojiButton onPick={(emoji) => touch({ emoji })} />
        <input
          class="text-input"
          aria-label={t('text')}
          placeholder={t('text')}
          autocomplete="off"
          maxLength={longestStatus}
          value={fields.text}
          onInput={(event) => touch({ text: event.currentTarget.value })}
        />
      </div>
      <ul class="status-presets plain" aria-label={t('suggestions')}>
        <For each={statusPresets()}>
          {(preset) => (
            <li>
              <button type="button" class="button slim" onClick={() => touch(preset)}>
                <span aria-hidden="true">{preset.emoji}</span> {preset.text}
              </button>
            </li>
          )}
        </For>
      </ul>
      <Select label={t('clearAfter')} of={lastings()} value={fields.lasts} onChoose={(lasts) => touch({ lasts })} />
      <Check
        label={common('doNotDisturb')}
        text={t('quietAbout')}
        checked={fields.quiet}
        onChange={(quiet) => touch({ quiet })}
      />
      <div class="dialog-acts">
        <Show when={current()}>
          <button type="button" class="button" onClick={() => void save(null)}>
            {t('clear')}
          </button>
        </Show>
        <button type="submit" class="button main">
          {t('set')}
        </button>
      </div>
    </form>
  )
}

const fieldsOf = (status: StatusLine | undefined): StatusPreset => ({
  emoji: status?.emoji ?? '',
  text: status?.text ?? '',
  quiet: status?.quiet ?? false,
  lasts: status?.until === null ? 'always' : '4h',
})

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Only the first character (grapheme) of what was typed. */
const oneEmoji = (text: string): string => {
  const [first] = graphemes.segment(cleanLine(text))
  return first && first.segment.length <= 32 ? first.segment : ''
}

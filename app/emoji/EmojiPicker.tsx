import { createMemo, createSignal, Show } from 'solid-js'
import { byTouch } from '../ui/page/media.ts'
import { takeFocus } from '../ui/popups/takeFocus.ts'
import { t } from '../words/emoji.ts'
import { EmojiGrid } from './EmojiGrid.tsx'
import { EmojiGroups } from './EmojiGroups.tsx'
import { emojis } from './emojis.ts'
import { noteRecent, recentEmojis, setTone, tone } from './kept.ts'
import { searchEmojis } from './search.ts'
import { type GroupName, shownEmojis } from './shown.ts'
import { ToneChoice } from './ToneChoice.tsx'
import './emoji.css'

/** Search, groups, skin tones and a grid of emoji. It knows nothing about what the picked emoji is for. */
export function EmojiPicker(props: { onPick: (emoji: string) => void }) {
  // The row of recent ones would change under the finger if it followed each pick.
  const recent = recentEmojis()
  const [group, setGroup] = createSignal<GroupName>(recent.length > 0 ? 'recent' : 'smileys')
  const [typed, setTyped] = createSignal('')
  const isSearching = () => typed().trim() !== ''
  const found = createMemo(() => (isSearching() ? searchEmojis(emojis(), typed()) : []))
  const shown = createMemo(() => shownEmojis(isSearching() ? found() : group(), emojis(), recent, tone()))
  let grid: HTMLElement | undefined
  /** On a touch screen the field is not focused, because the keyboard would cover the emoji. */
  const touch = matchMedia(byTouch).matches

  const pick = (emoji: string) => {
    noteRecent(emoji)
    props.onPick(emoji)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return
    const first = shown()[0]
    if (event.key === 'ArrowDown') grid?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
    else if (event.key === 'Enter' && isSearching() && first) pick(first.emoji)
    else if (event.key !== 'Enter') return
    event.preventDefault()
  }

  return (
    <div ref={(box) => touch && takeFocus(box)} class="emoji-picker" tabindex="-1">
      <input
        ref={(field) => !touch && takeFocus(field)}
        class="text-input"
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        autocomplete="off"
        spellcheck={false}
        value={typed()}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <EmojiGroups
        chosen={isSearching() ? null : group()}
        hasRecent={recent.length > 0}
        onChoose={(next) => {
          setTyped('')
          setGroup(next)
        }}
      />
      <Show
        when={shown().length > 0}
        fallback={
          <p class="emoji-none" role="status">
            {t('none')}
          </p>
        }
      >
        <EmojiGrid
          ref={(element) => {
            grid = element
          }}
          label={isSearching() ? t('found') : t(`group.${group()}`)}
          shown={shown()}
          onPick={pick}
        />
      </Show>
      <ToneChoice tone={tone()} onChoose={setTone} />
    </div>
  )
}

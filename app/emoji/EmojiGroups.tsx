import { For } from 'solid-js'
import { t } from '../words/emoji.ts'
import type { GroupName } from './shown.ts'
import { emojiGroups } from './table.ts'

/** An emoji stands for each group, so that the row is narrow enough for a phone. */
const signs: Record<GroupName, string> = {
  recent: '🕒',
  smileys: '😀',
  people: '👋',
  animals: '🐻',
  food: '🍔',
  travel: '✈️',
  activities: '⚽',
  objects: '💡',
  symbols: '❤️',
  flags: '🏁',
}

/** `chosen`: null while a search is shown instead of a group. */
export function EmojiGroups(props: {
  chosen: GroupName | null
  hasRecent: boolean
  onChoose: (group: GroupName) => void
}) {
  const names = (): GroupName[] => [...(props.hasRecent ? (['recent'] as const) : []), ...emojiGroups]
  return (
    <fieldset class="emoji-groups" aria-label={t('groups')}>
      <For each={names()}>
        {(name) => (
          <button
            type="button"
            aria-label={t(`group.${name}`)}
            title={t(`group.${name}`)}
            aria-pressed={props.chosen === name}
            onClick={() => props.onChoose(name)}
          >
            {signs[name]}
          </button>
        )}
      </For>
    </fieldset>
  )
}

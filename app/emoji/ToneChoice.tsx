import { For } from 'solid-js'
import { t } from '../words/emoji.ts'
import { type Tone, tones, withTone } from './tone.ts'

export function ToneChoice(props: { tone: Tone; onChoose: (tone: Tone) => void }) {
  return (
    <fieldset class="emoji-groups" aria-label={t('tone')}>
      <For each={tones}>
        {(tone) => (
          <button
            type="button"
            aria-label={t(`tones.${tone}`)}
            title={t(`tones.${tone}`)}
            aria-pressed={props.tone === tone}
            onClick={() => props.onChoose(tone)}
          >
            {withTone('✋', tone)}
          </button>
        )}
      </For>
    </fieldset>
  )
}

import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import { useLobby } from '../../lobby/model/LobbyView.ts'
import { sayRefused } from '../../ui/text/sayRefused.ts'
import { t } from '../../words/mentionNotes.ts'
import { mayMentionAll, mentionsIn, namedOutside } from '../model/mentions.ts'
import type { RoomView } from '../model/RoomView.ts'
import './mention-notes.css'

/** Says quietly which mentions in a text will tell nobody. `text` is being written, or was just sent. */
export default function MentionNotes(props: { room: RoomView; text: string }) {
  const lobby = useLobby()
  const [refused, setRefused] = createSignal('')
  const outside = createMemo(() => namedOutside(props.text, props.room.members(), lobby.people()))
  const isForModerators = () =>
    props.room.kind() === 'room' && mentionsIn(props.text, []).everyone && !mayMentionAll(props.room)
  const isAsked = (user: string) =>
    props.room.waiting().some((command) => command.do === 'add' && command.user === user)
  const add = async (user: string) => {
    const code = await props.room.act({ do: 'add', user })
    setRefused(code ? sayRefused(code, 'add', null) : '')
  }
  createEffect(on(outside, () => setRefused(''), { defer: true }))
  return (
    <div role="status" class="mention-notes">
      <Show when={isForModerators()}>
        <p>{t('moderatorsOnly')}</p>
      </Show>
      <For each={outside()}>
        {({ user, name }) => (
          <p>
            {t(`notIn.${props.room.kind()}`, name)}
            <Show when={props.room.may('add', user) && !isAsked(user)}>
              <button type="button" class="button slim" onClick={() => void add(user)}>
                {t('add', name)}
              </button>
            </Show>
            <Show when={isAsked(user)}>{t('waits')}</Show>
          </p>
        )}
      </For>
      <Show when={refused()}>
        <p>{refused()}</p>
      </Show>
    </div>
  )
}

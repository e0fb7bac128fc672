import { createMemo, Show } from 'solid-js'
import { useLobby } from '../../lobby/model/LobbyView.ts'
import { t as common } from '../../words/common.ts'
import { t as acts } from '../../words/message.ts'
import { t } from '../../words/room.ts'
import type { Acting } from '../message/acting.ts'
import { WritingStrip } from '../message/WritingStrip.tsx'
import { mayMentionAll } from '../model/mentions.ts'
import type { Mentionable } from './Completion.tsx'
import { Composer } from './Composer.tsx'

/**
 * The composer of a room. While a message is edited, a second one takes its place, so the draft in the first stays as
 * it is.
 */
export function RoomComposer(props: { acting: Acting; ref: (focus: () => void) => void }) {
  const { acting } = props
  const { room } = acting
  let field: HTMLTextAreaElement | undefined
  let editField: HTMLTextAreaElement | undefined
  props.ref(() => (editing() ? editField : field)?.focus())

  const lobby = useLobby()
  const mentionable: Mentionable = {
    get members() {
      return room.members()
    },
    get rooms() {
      return lobby.rooms()
    },
    get mayMentionAll() {
      return mayMentionAll(room)
    },
  }
  const reply = createMemo(() => (acting.writing()?.name === 'reply' ? acting.writing() : null))
  const editing = createMemo(() => (acting.writing()?.name === 'edit' ? acting.writing() : null))
  const stop = (): boolean => {
    const isWriting = acting.writing() !== null
    acting.stopWriting()
    return isWriting
  }
  return (
    <>
      <div hidden={editing() !== null}>
        <Composer
          label={t('write', room.title())}
          draft={room.draft()}
          typing={room.typing()}
          mentionable={mentionable}
          ref={(element) => {
            field = element
          }}
          onSend={acting.post}
          onDraft={(text) => room.keepDraft(text)}
          onTyped={() => room.typed()}
          above={<Show when={reply()}>{(writing) => <WritingStrip writing={writing()} onStop={stop} />}</Show>}
          onEscape={stop}
          onUp={acting.editLast}
        />
      </div>
      <Show when={editing()} keyed>
        {(writing) => (
          <Composer
            label={acts('editLabel')}
            draft={writing.message.text}
            typing={[]}
            mentionable={mentionable}
            ref={(element) => {
              editField = element
            }}
            onSend={acting.saveEdit}
            onDraft={() => {}}
            onTyped={() => {}}
            above={<WritingStrip writing={writing} onStop={stop} />}
            save={common('save')}
            keys={acts('editKeys')}
            onEmpty={() => acting.askToErase(writing.message)}
            onEscape={stop}
          />
        )}
      </Show>
    </>
  )
}

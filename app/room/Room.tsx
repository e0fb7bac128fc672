import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createSignal, onMount, Show } from 'solid-js'
import { useLobby } from '../lobby/model/LobbyView.ts'
import { isInField } from '../ui/fields/focusedField.ts'
import { byTouch, createMedia } from '../ui/page/media.ts'
import { t } from '../words/room.ts'
import type { Mentionable } from './composer/Completion.tsx'
import { Composer } from './composer/Composer.tsx'
import { NotSent } from './composer/NotSent.tsx'
import { HowToJoin } from './HowToJoin.tsx'
import { isLeaving } from './leaving.ts'
import { Members } from './members/Members.tsx'
import { createMembersPane } from './members/membersPane.ts'
import { mayMentionAll } from './model/mentions.ts'
import type { RoomView } from './model/RoomView.ts'
import { type DialogName, RoomDialog } from './RoomDialog.tsx'
import { RoomHead } from './RoomHead.tsx'
import { RoomWarnings } from './RoomWarnings.tsx'
import type { ListControls } from './timeline/MessageList.tsx'
import { Timeline } from './timeline/Timeline.tsx'
import { WaitingActs } from './WaitingActs.tsx'
import './room.css'

export function Room(props: { room: RoomView }) {
  const members = createMembersPane()
  const [dialog, setDialog] = createSignal<DialogName | null>(null)
  let field: HTMLTextAreaElement | undefined
  let list: ListControls | undefined

  const touch = createMedia(byTouch)
  /** Not on touch screens: the keyboard would open and cover the messages. */
  const toComposer = () => {
    if (!touch()) field?.focus()
  }
  onMount(() => {
    if (!isInField()) toComposer()
  })
  openWhatOneComesFor(setDialog)
  const lobby = useLobby()
  const mentionable: Mentionable = {
    get members() {
      return props.room.members()
    },
    get rooms() {
      return lobby.rooms()
    },
    get mayMentionAll() {
      return mayMentionAll(props.room)
    },
  }
  const post = async (text: string) => {
    const kept = props.room.post(text)
    list?.toEnd()
    await kept
  }
  const onEscape = (event: KeyboardEvent) => {
    const inDialog = event.target instanceof Element && event.target.closest('dialog')
    if (event.key !== 'Escape' || event.defaultPrevented || inDialog) return
    if (members.isOver()) members.close()
    else list?.toEnd()
    toComposer()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc must work wherever the focus is inside
    <div class="room-panes" classList={{ 'with-members': members.isOpen() }} onKeyDown={onEscape}>
      <main class="room" data-pane tabindex="-1">
        <RoomHead room={props.room} membersOpen={members.isOpen()} onMembers={members.toggle} onOpen={setDialog} />
        <RoomWarnings members={props.room.members()} />
        <Timeline
          room={props.room}
          onLeave={() => {
            list?.toEnd()
            toComposer()
          }}
          ref={(controls) => {
            list = controls
          }}
        />
        <WaitingActs room={props.room} />
        <Show when={props.room.isLost()}>
          <p class="waiting-acts" role="status">
            {t('lost')}
          </p>
        </Show>
        <NotSent room={props.room} sendable={props.room.mayPost()} />
        <Show when={props.room.mayPost()} fallback={<HowToJoin room={props.room} />}>
          <Composer
            label={t('write', props.room.title())}
            draft={props.room.draft()}
            typing={props.room.typing()}
            mentionable={mentionable}
            ref={(element) => {
              field = element
            }}
            onSend={post}
            onDraft={(text) => props.room.keepDraft(text)}
            onTyped={() => props.room.typed()}
          />
        </Show>
      </main>
      <Show when={members.isOpen()}>
        <Members
          room={props.room}
          onInvite={() => setDialog('invite')}
          onClose={() => {
            members.close()
            toComposer()
          }}
        />
      </Show>
      <RoomDialog room={props.room} open={dialog()} onOpen={setDialog} onClose={() => setDialog(null)} />
    </div>
  )
}

/** Opens the leave dialog if the navigation asked for it. Clears that state, so that a reload does not repeat it. */
const openWhatOneComesFor = (open: (dialog: DialogName) => void) => {
  const location = useLocation()
  const navigate = useNavigate()
  createEffect(() => {
    if (!isLeaving(location.state)) return
    open('leave')
    navigate(location.pathname, { replace: true, state: null })
  })
}

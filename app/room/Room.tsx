import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createSignal, onMount, Show } from 'solid-js'
import { Arriving } from '../status/Arriving.tsx'
import { ArrivingDialog } from '../status/ArrivingDialog.tsx'
import { isInField } from '../ui/fields/focusedField.ts'
import { byTouch, createMedia, threePanes } from '../ui/page/media.ts'
import { part } from '../ui/reactive/part.ts'
import { t } from '../words/room.ts'
import { NotSent } from './composer/NotSent.tsx'
import { RoomComposer } from './composer/RoomComposer.tsx'
import { HowToJoin } from './HowToJoin.tsx'
import { WaitingLater } from './later/WaitingLater.tsx'
import { isLeaving } from './leaving.ts'
import { Members } from './members/Members.tsx'
import { createMembersPane } from './members/membersPane.ts'
import { createActing, type TimelineControls } from './message/acting.ts'
import { Erased } from './message/Erased.tsx'
import { MessageParts } from './message/MessageParts.tsx'
import type { RoomView } from './model/RoomView.ts'
import { type DialogName, RoomDialog } from './RoomDialog.tsx'
import { RoomHead } from './RoomHead.tsx'
import { RoomWarnings } from './RoomWarnings.tsx'
import { createOpenThread } from './thread/openThread.ts'
import { Timeline } from './timeline/Timeline.tsx'
import { WaitingActs } from './WaitingActs.tsx'
import './room.css'

const SelectBar = part(() => import('./select/SelectBar.tsx'))
const ThreadPane = part(() => import('./thread/ThreadPane.tsx'))

/** `message`: name of the message that a link leads to. `thread`: name of the message whose thread is open. */
export function Room(props: { room: RoomView; message?: string | undefined; thread?: string | undefined }) {
  const thread = createOpenThread(props)
  const members = createMembersPane()
  const [dialog, setDialog] = createSignal<DialogName | null>(null)
  let focusComposer = () => {}
  let list: TimelineControls | undefined

  const touch = createMedia(byTouch)
  const wide = createMedia(threePanes)
  /** Not on touch screens: the keyboard would open and cover the messages. */
  const toComposer = () => {
    if (!touch()) focusComposer()
  }
  onMount(() => {
    if (!isInField()) toComposer()
  })
  openWhatOneComesFor(setDialog)
  const acting = createActing({
    room: props.room,
    timeline: () => list,
    // Also on touch screens: the person is going to type.
    toWrite: () => focusComposer(),
    toComposer,
    toThread: thread.open,
    elsewhere: (name) => {
      const root = props.room.threadsShown() === 'folded' ? props.room.find(name)?.thread?.name : undefined
      if (root !== undefined) thread.open(root, name)
      return root !== undefined
    },
  })
  onMount(() => {
    const navigate = useNavigate()
    createEffect(() => {
      if (props.message === undefined) return
      acting.jumpTo({ name: props.message })
      // So that the same link works again.
      navigate(`/r/${props.room.id}`, { replace: true })
    })
  })
  /** The members take the place of a thread. */
  const toggleMembers = () => {
    const wasThread = props.thread !== undefined
    if (wasThread) thread.close()
    if (!wasThread || !members.isOpen()) members.toggle()
  }
  const onEscape = (event: KeyboardEvent) => {
    const inDialog = event.target instanceof Element && event.target.closest('dialog')
    if (event.key !== 'Escape' || event.defaultPrevented || inDialog) return
    if (acting.selected() !== null) return acting.stopSelecting()
    if (props.thread) return thread.close()
    if (members.isOver()) members.close()
    else {
      props.room.markAllRead()
      list?.toEnd()
    }
    toComposer()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc must work wherever the focus is inside
    <div
      class="room-panes"
      classList={{ 'with-members': members.isOpen() && !props.thread, 'with-thread': props.thread !== undefined }}
      onKeyDown={onEscape}
    >
      <main class="room" classList={{ selecting: acting.selected() !== null }} data-pane tabindex="-1">
        <RoomHead
          room={props.room}
          membersOpen={members.isOpen() && !props.thread}
          onMembers={toggleMembers}
          onOpen={setDialog}
          onDay={() => acting.openDay()}
        />
        <RoomWarnings members={props.room.members()} />
        <Timeline
          room={props.room}
          acting={acting}
          onLeave={() => {
            list?.toEnd()
            toComposer()
          }}
          ref={(controls) => {
            list = controls
          }}
        />
        <WaitingActs room={props.room} />
        <Erased acting={acting} />
        <Show when={props.room.isLost()}>
          <p class="waiting-acts" role="status">
            {t('lost')}
          </p>
        </Show>
        <WaitingLater acting={acting} onEdit={() => focusComposer()} />
        <NotSent room={props.room} sendable={props.room.mayPost()} />
        <Show when={acting.selected() !== null}>
          <Arriving missing={() => null}>
            <SelectBar acting={acting} />
          </Arriving>
        </Show>
        <Show when={props.room.mayPost()} fallback={<HowToJoin room={props.room} />}>
          <RoomComposer
            acting={acting}
            onOpen={setDialog}
            ref={(focus) => {
              focusComposer = focus
            }}
          />
        </Show>
      </main>
      <Show when={props.thread} keyed>
        {(name) => (
          <ArrivingDialog onClose={thread.close}>
            <ThreadPane
              room={props.room}
              name={name}
              at={thread.at()}
              onOpen={setDialog}
              toRoom={(message) => {
                if (!wide()) thread.close()
                acting.jumpTo({ name: message })
              }}
              onClose={() => {
                thread.close()
                if (!thread.giveFocusBack()) list?.focus(name)
              }}
            />
          </ArrivingDialog>
        )}
      </Show>
      <Show when={members.isOpen() && !props.thread}>
        <Members
          room={props.room}
          onInvite={() => setDialog('invite')}
          onClose={() => {
            members.close()
            toComposer()
          }}
        />
      </Show>
      <MessageParts acting={acting} />
      <RoomDialog
        room={props.room}
        open={dialog()}
        onOpen={setDialog}
        onClose={() => setDialog(null)}
        onGo={(message) => {
          setDialog(null)
          acting.jumpTo(message)
        }}
      />
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

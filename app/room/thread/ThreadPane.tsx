import ArrowLeft from 'lucide-solid/icons/arrow-left'
import Bell from 'lucide-solid/icons/bell'
import BellRing from 'lucide-solid/icons/bell-ring'
import X from 'lucide-solid/icons/x'
import { createEffect, on, onMount, Show } from 'solid-js'
import { byTouch, createMedia } from '../../ui/page/media.ts'
import { capMarks } from '../../words/marks.ts'
import { t } from '../../words/thread.ts'
import { RoomComposer } from '../composer/RoomComposer.tsx'
import { HowToJoin } from '../HowToJoin.tsx'
import { createActing, type TimelineControls } from '../message/acting.ts'
import { Erased } from '../message/Erased.tsx'
import { MessageParts } from '../message/MessageParts.tsx'
import type { RoomView } from '../model/RoomView.ts'
import { Timeline } from '../timeline/Timeline.tsx'
import { createThreadView, type ThreadView } from './threadView.ts'
import './thread-pane.css'

/** The thread of one message, beside the timeline or, on a phone, over it. */
export default function ThreadPane(props: {
  room: RoomView
  /** Name of the root. */
  name: string
  /** Name of a message in it that the person is led to. */
  at: string | undefined
  /** Leads to a message of the room that is not in the thread. */
  toRoom: (message: string) => void
  /** Opens a dialog of the room. */
  onOpen: (dialog: 'invite' | 'status' | 'leave') => void
  onClose: () => void
}) {
  const thread = createThreadView(props.room, props.name)
  let list: TimelineControls | undefined
  let focusComposer = () => {}
  let pane!: HTMLElement
  const touch = createMedia(byTouch)
  const toComposer = () => (touch() || !thread.mayPost() ? pane.focus() : focusComposer())

  const acting = createActing({
    room: thread,
    timeline: () => list,
    toWrite: () => focusComposer(),
    toComposer,
    elsewhere: (name) => {
      const found = props.room.find(name)
      const isHere = found !== null && found.thread?.name !== props.name
      if (isHere) props.toRoom(name)
      return isHere
    },
  })
  onMount(toComposer)
  createEffect(
    on(
      () => props.at,
      (at) => at !== undefined && list?.jumpTo({ name: at }),
    ),
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest('dialog')) return
    event.stopPropagation()
    props.onClose()
  }
  return (
    <aside ref={pane} class="thread" data-pane tabindex="-1" aria-label={t('title')} onKeyDown={onKeyDown}>
      <header class="thread-head">
        <button type="button" class="icon-button thread-back" aria-label={t('back')} onClick={() => props.onClose()}>
          <ArrowLeft class="mirrors" size={20} />
        </button>
        <div class="thread-title">
          <h2>{t('title')}</h2>
          <p class="one-line">{t('inRoom', capMarks(props.room.title()))}</p>
        </div>
        <Show when={thread.role() !== 'guest'}>
          <Follow thread={thread} onSaid={acting.say} />
        </Show>
        <button type="button" class="icon-button thread-close" aria-label={t('close')} onClick={() => props.onClose()}>
          <X size={18} />
        </button>
      </header>
      <WhyNoRoot thread={thread} />
      <Timeline
        room={thread}
        acting={acting}
        onLeave={() => props.onClose()}
        ref={(controls) => {
          list = controls
        }}
      />
      <Erased acting={acting} />
      <Show when={thread.mayPost()} fallback={<HowToJoin room={thread} />}>
        <RoomComposer
          acting={acting}
          onOpen={(dialog) => props.onOpen(dialog)}
          ref={(focus) => {
            focusComposer = focus
          }}
        />
      </Show>
      <MessageParts acting={acting} />
    </aside>
  )
}

function Follow(props: { thread: ThreadView; onSaid: (text: string) => void }) {
  const toggle = () => {
    const on = !props.thread.isFollowed()
    props.thread.follow(props.thread.thread, on)
    props.onSaid(t(on ? 'done.follow' : 'done.unfollow'))
  }
  return (
    <button
      type="button"
      class="button slim thread-follow"
      title={props.thread.isFollowed() ? t('unfollow') : t('follow')}
      onClick={toggle}
    >
      <Show when={props.thread.isFollowed()} fallback={<Bell size={15} />}>
        <BellRing size={15} />
      </Show>
      {props.thread.isFollowed() ? t('following') : t('follow')}
    </button>
  )
}

/** Why the root is not shown above its replies. */
function WhyNoRoot(props: { thread: ThreadView }) {
  const words = () => {
    switch (props.thread.root().state) {
      case 'here':
        return null
      case 'erased':
        return t('rootErased')
      case 'not-here':
        return props.thread.older() === 'none' ? t('rootNotHere') : t('loading')
    }
  }
  return (
    <Show when={words()}>
      <p class="thread-note" role="status">
        {words()}
      </p>
    </Show>
  )
}

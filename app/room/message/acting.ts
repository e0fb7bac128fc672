import { createSelector, createSignal } from 'solid-js'
import type { OwnThings } from '../../lobby/model/ownThings.ts'
import { useOwnThings } from '../../lobby/model/useOwnThings.ts'
import { clockTime, dayAndTime } from '../../ui/text/times.ts'
import { t as later } from '../../words/later.ts'
import { t } from '../../words/message.ts'
import { said as wordsOf } from '../model/markdown.ts'
import { TooLongToEdit } from '../model/messageActs.ts'
import { wordsWithPoll } from '../model/pollView.ts'
import type { MessageView, PostOptions, ReactionView, RoomView } from '../model/RoomView.ts'
import type { Selected } from '../select/range.ts'
import { actOfKey, type MessageAct, offeredActs } from './acts.ts'
import { noteUsed } from './usedEmoji.ts'

/** What is open over the timeline, and for which message. At most one at a time. */
export type Opened = { message: MessageView; row: HTMLElement } & (
  | { name: 'menu'; anchor: HTMLElement; at: Point | null }
  | { name: 'quick-reactions'; anchor: HTMLElement }
  | { name: 'sheet' | 'emoji' | 'history' | 'read-by' | 'erase-edited' }
  | { name: 'who-reacted'; emoji: string | null }
)

/** A dialog that is not about one message alone. */
export type Panel =
  | { name: 'poll'; question: string }
  | { name: 'remind'; text: string }
  | { name: 'forward'; messages: readonly MessageView[] }
  | { name: 'day'; from: number | null }

/** In pixels from the upper left corner of the window. */
export interface Point {
  x: number
  y: number
}

/** What the composer writes besides a plain message. `back`: what had the focus before. */
export interface Writing {
  name: 'reply' | 'edit'
  message: MessageView
  back: HTMLElement | null
}

/** What was just sent and can be taken back. */
export interface Sent {
  names: readonly string[]
  text: string
  re: MessageView | null
}

export const whoTipId = 'who-reacted'

/** Who reacted with one emoji, shown at the reaction. */
export interface Tip {
  reaction: ReactionView
  anchor: HTMLElement
}

/** What is said once after an act. `shown`: also to people who see, because nothing else on screen changes. */
export interface Said {
  text: string
  shown: boolean
}

/** A message, and the number of the segment that has it if that is known. */
export interface Target {
  name: string
  segment?: number | null
}

/** What the acts need of the timeline. */
export interface TimelineControls {
  toEnd(): void
  /** Scrolls to a message, loads the part of the room that has it if needed, and marks it for a moment. */
  jumpTo(target: Target): void
  /** Scrolls to the first message of a day. `time` is when the day begins. */
  toDay(time: number): void
  /** Scrolls to the first message of the room, or to the first that is on this device. */
  toFirst(): void
  /** Focuses a message if it is here. */
  focus(name: string): void
  /** Moves the focus from a message that goes away to one beside it. */
  leave(name: string): void
}

export type Acting = ReturnType<typeof createActing>

/** What people do with the messages of a room, and what is open meanwhile. */
export const createActing = (given: {
  room: RoomView
  timeline: () => TimelineControls | undefined
  /** Focuses the field to write in. */
  toWrite: () => void
  /** The same, except where this would open the keyboard over the messages. */
  toComposer: () => void
  /** Opens the thread of a message, at a message in it. Missing where a thread is shown. */
  toThread?: (root: string, at?: string) => void
  /** Where to look for a message that is not in this list. Returns whether it is there. */
  elsewhere: (name: string) => boolean
}) => {
  const { room } = given
  const own = useOwnThings()
  /** Rejects while its code has not arrived, because then nothing is kept. */
  const kept = async (act: (own: OwnThings) => Promise<void>): Promise<void> => {
    const things = own()
    if (!things) throw new Error('not loaded yet')
    await act(things)
  }
  const save = ({ name, segment }: MessageView, on: boolean) =>
    kept(({ saved }) => (on ? saved.save(room.id, { name, segment }) : saved.drop({ room: room.id, name })))
  const [opened, setOpened] = createSignal<Opened | null>(null)
  const [writing, setWriting] = createSignal<Writing | null>(null)
  const [sent, setSent] = createSignal<Sent | null>(null)
  const [tip, setTip] = createSignal<Tip | null>(null)
  const [panel, setPanel] = createSignal<Panel | null>(null)
  const [said, setSaid] = createSignal<Said | null>(null, { equals: false })
  const [selected, select] = createSignal<Selected>(null)

  const say = (text: string, shown = false): void => void setSaid({ text, shown })
  const settle = (act: Promise<void> | void, done: string, shown = false) =>
    Promise.resolve(act).then(
      () => say(done, shown),
      () => say(t('failed'), true),
    )

  const react = (message: MessageView, emoji: string) => {
    const on = !message.reactions.some((reaction) => reaction.emoji === emoji && reaction.own)
    if (on) noteUsed(emoji)
    return settle(room.react(message, emoji, on), on ? t('done.reacted', emoji) : t('done.unreacted', emoji))
  }
  const write = (name: Writing['name'], message: MessageView) => {
    const here = document.activeElement
    setWriting({ name, message, back: here instanceof HTMLElement ? here : null })
    given.toWrite()
  }
  const erase = (message: MessageView) => {
    given.timeline()?.leave(message.name)
    return settle(room.erase(message), t('done.erased'))
  }
  const copy = (text: string, done: string) =>
    navigator.clipboard.writeText(text).then(
      () => say(done, true),
      () => say(t('notCopied'), true),
    )

  /** `anchor`: the message, or the button in it that was pressed. */
  const perform = (act: MessageAct, message: MessageView, anchor: HTMLElement): void | Promise<void> => {
    const row = rowOf(anchor)
    switch (act) {
      case 'react':
        return void setOpened({ name: 'quick-reactions', message, row, anchor })
      case 'reply':
      case 'edit':
        return write(act, message)
      case 'thread':
        return given.toThread?.(message.thread?.name ?? message.name)
      case 'copy':
        return copy(wordsOf(message), t('done.copied'))
      case 'copy-markdown':
        return copy(wordsWithPoll(message), t('done.copied'))
      case 'copy-link':
        return copy(`${location.origin}/r/${room.id}/m/${message.name}`, t('done.linkCopied'))
      case 'select':
        return void getSelection()?.selectAllChildren(row.querySelector('.text') ?? row)
      case 'forward':
        return void setPanel({ name: 'forward', messages: [message] })
      case 'select-several':
        return void select(new Set([...(selected() ?? []), message.name]))
      case 'close-poll':
        return settle(room.closePoll(message), t('done.pollClosed'))
      case 'pin':
      case 'unpin':
        return settle(room.pin(message, act === 'pin'), t(act === 'pin' ? 'done.pinned' : 'done.unpinned'))
      case 'save':
      case 'unsave':
        return settle(save(message, act === 'save'), t(act === 'save' ? 'done.saved' : 'done.unsaved'), true)
      case 'mark-unread':
        return settle(room.markUnread(message), t('done.markedUnread'), true)
      case 'who-reacted':
        return void openWho(message, row)
      case 'history':
      case 'read-by':
        return void setOpened({ name: act, message, row })
      case 'erase':
        return erase(message)
    }
  }

  const stopSelecting = () => {
    const last = [...(selected() ?? [])].at(-1)
    select(null)
    if (last !== undefined) given.timeline()?.focus(last)
  }
  const openMenu = (message: MessageView, anchor: HTMLElement, at: Point | null = null) =>
    setOpened({ name: 'menu', message, row: rowOf(anchor), anchor, at })

  const openWho = (message: MessageView, anchor: HTMLElement, emoji: string | null = null) =>
    setOpened({ name: 'who-reacted', message, row: rowOf(anchor), emoji })

  /** How far somebody has read in the room says nothing of replies that are folded away. */
  const isToldOf = ({ thread }: MessageView): boolean =>
    room.readers() !== null && (thread === null || room.threadsShown() === 'timeline')

  /** Inside a thread there is no way into one. */
  const offered = (message: MessageView, byTouch = false): readonly MessageAct[] =>
    offeredActs(message, byTouch, isToldOf(message)).filter(
      (act) => !notInThread.includes(act) || given.toThread !== undefined,
    )

  return {
    room,
    /** Whether it is the view of one thread. */
    inThread: given.toThread === undefined,
    toThread: given.toThread ?? (() => {}),
    elsewhere: given.elsewhere,
    offered,
    opened,
    open: (next: Opened) => setOpened(next),
    openMenu,
    openWho,
    close: () => setOpened(null),
    panel,
    openPanel: (next: Panel) => void setPanel(next),
    closePanel: () => void setPanel(null),
    /** Opens the dialog that makes a poll. `question`: what is asked at first. */
    openPoll: (question = '') => void setPanel({ name: 'poll', question }),
    /** Asks when to remind this person of a text. */
    openRemind: (text: string) => void setPanel({ name: 'remind', text }),
    remind: (text: string, remindAt: number) => {
      setPanel(null)
      const stored = kept(({ notes }) => notes.add({ room: room.id, text, remindAt }))
      return settle(stored, t('done.reminding', dayAndTime(remindAt)), true)
    },
    saveAll: (messages: readonly MessageView[]) => {
      select(null)
      const all = Promise.all(messages.map((message) => save(message, true)))
      return settle(
        all.then(() => {}),
        t('done.savedAll', messages.length),
        true,
      )
    },
    selected,
    isSelected: createSelector(selected, (name: string, names) => names?.has(name) ?? false),
    select: (names: Selected) => void select(names),
    stopSelecting,
    settle,
    copy,
    erase,
    writing,
    /** Goes on with what was begun before, or ends it because it was ended elsewhere. The focus stays where it is. */
    resume: (before: Writing | null) => setWriting(before),
    tip,
    showWho: (reaction: ReactionView, anchor: HTMLElement) => setTip({ reaction, anchor }),
    hideWho: () => setTip(null),
    said,
    say,
    react,
    perform,
    jumpTo: (target: Target) => given.timeline()?.jumpTo(target),
    toDay: (time: number) => given.timeline()?.toDay(time),
    toFirst: () => given.timeline()?.toFirst(),
    /** Opens the dialog that leads to a day. `from`: the day that is proposed; null for today. */
    openDay: (from: number | null = null) => void setPanel({ name: 'day', from }),
    /** Does what a key on a focused message means. Returns whether it means anything. */
    press: (event: KeyboardEvent, message: MessageView, anchor: HTMLElement): boolean => {
      const act = actOfKey(event, offered(message))
      if (act === null) return false
      if (act === 'menu') openMenu(message, anchor)
      else void perform(act, message, anchor)
      return true
    },
    editLast: (): boolean => {
      const newest = room.newer() === 'none' ? room.messages() : room.held()
      const last = newest.findLast((message) => message.own)
      if (last?.acts.edit) write('edit', last)
      return last?.acts.edit ?? false
    },
    post: async (text: string, more: Pick<PostOptions, 'poll'> = {}) => {
      const now = writing()
      const stored = room.post(text, now?.name === 'reply' ? { ...more, re: now.message } : more)
      setWriting(null)
      given.timeline()?.toEnd()
      const names = await stored.catch((error) => {
        // What could not be stored goes back into the field, and is still a reply.
        if (writing() === null) setWriting(now)
        throw error
      })
      if (names.length > 0 && !more.poll) setSent({ names, text, re: now?.name === 'reply' ? now.message : null })
    },
    sent,
    /** Takes back what was just sent. Returns it, to be written again. */
    undoSend: (): Sent | null => {
      const last = sent()
      setSent(null)
      if (last)
        void room.takeBack(last.names).then(
          () => say(later('undone')),
          () => say(later('notUndone'), true),
        )
      return last
    },
    /** Rejects if the text could not be stored, so that the composer keeps it. */
    saveEdit: async (text: string) => {
      const now = writing()
      if (now === null) return
      if (text !== now.message.text) {
        await room.edit(now.message, text).catch((error) => {
          say(t(error instanceof TooLongToEdit ? 'tooLong' : 'failed'), true)
          throw error
        })
        say(t('done.edited'))
      }
      setWriting(null)
      backTo(now.back, given.toComposer)
    },
    stopWriting: () => {
      const now = writing()
      setWriting(null)
      if (now?.name === 'edit') backTo(now.back, given.toComposer)
    },
    askToErase: (message: MessageView) => setOpened({ name: 'erase-edited', message, row: document.body }),
    eraseEdited: () => {
      setOpened(null)
      const now = writing()
      setWriting(null)
      if (now) void erase(now.message)
      given.toComposer()
    },
    undoErase: async (messages: readonly MessageView[]) => {
      const undone = await Promise.all(messages.map((message) => room.undoErase(message)))
      const first = messages.find((_, at) => undone[at])
      if (first === undefined) return say(t('tooLate'), true)
      say(t('done.restored'))
      given.timeline()?.jumpTo(first)
    },
  }
}

/** Acts that make sense only in the timeline of the room. */
const notInThread: readonly MessageAct[] = ['thread', 'select-several']

const rowOf = (anchor: HTMLElement): HTMLElement => anchor.closest<HTMLElement>('.message') ?? anchor

/** Moves the focus, unless it is elsewhere by now: an edit takes a moment to be stored, and the person may go on. */
const backTo = (element: HTMLElement | null, otherwise: () => void) => {
  if (document.activeElement !== document.body) return
  if (element?.isConnected && element !== document.body && element.tabIndex === 0) element.focus()
  else otherwise()
}

/** Names a message in the label of what is open for it. */
export const titleOf = (message: MessageView): string => t('acts', message.author, clockTime(message.time))

import { createEffect, on, onCleanup, untrack } from 'solid-js'
import { sameValue } from '../../../shared/same-value.ts'
import { useOwnThings } from '../../lobby/model/useOwnThings.ts'
import type { Draft, DraftPlace } from '../../own/draft.ts'
import type { ToSend } from '../../own/later.ts'
import type { Acting, Sent, Writing } from '../message/acting.ts'
import type { RoomView } from '../model/RoomView.ts'

/** Where the composer of a room, or of a thread in it, keeps what is typed. */
export const placeOf = ({ id, thread }: Pick<RoomView, 'id' | 'thread'>): DraftPlace =>
  thread === undefined ? { room: id } : { room: id, thread }

const nothing: Draft = { text: '' }

/**
 * What is typed in a room and not sent: the text, the message that it replies to, and an edit beside it. It is kept while
 * one types, and follows what this person types on other devices.
 */
export const createDraft = (acting: Acting, place: DraftPlace) => {
  const own = useOwnThings()
  const drafts = () => own()?.drafts
  const now = (): Draft => drafts()?.of(place) ?? nothing
  let kept = untrack(now)
  let isKeeping = false
  const keep = (change: Partial<Draft>) => {
    isKeeping = true
    untrack(drafts)?.keep(place, { ...untrack(now), ...change })
    isKeeping = false
    kept = untrack(now)
  }
  const isReply = (writing: Writing | null) => writing?.name === 'reply'

  /** The person began or stopped to reply or to edit. */
  createEffect(
    on(
      acting.writing,
      (writing, before) => {
        if (before?.name === 'edit' && writing !== before) keep({ edit: undefined })
        if (isReply(writing) || isReply(before ?? null)) keep({ re: pointerTo(writing) })
      },
      { defer: true },
    ),
  )
  /** Another device began or stopped to, or the room was left meanwhile. */
  createEffect(() => {
    const draft = now()
    const writing = untrack(acting.writing)
    const isFromElsewhere = !isKeeping && !sameValue(draft, kept)
    const isOver = writing && isFromElsewhere && (isReply(writing) ? !draft.re : !draft.edit)
    kept = draft
    if (isOver) acting.resume(null)
    else if (!writing && (draft.edit || draft.re)) resume(draft)
  })
  const resume = ({ edit, re }: Draft): void => {
    const pointer = edit ?? re
    const message = acting.room.messages().find(({ name }) => name === pointer?.name)
    if (message && (edit ? message.acts.edit : message.acts.reply))
      acting.resume({ name: edit ? 'edit' : 'reply', message, back: null })
  }
  onCleanup(() => drafts()?.writeDown(place))

  return {
    text: () => now().text,
    /** The new text of the message that is being edited. */
    edited: (): string | null => now().edit?.text ?? null,
    keepText: (text: string) => keep({ text, re: pointerTo(acting.writing()) }),
    keepEdit: (writing: Writing, text: string) => {
      const { name, segment, text: before } = writing.message
      // A moment after it was stored, the composer tells that it is empty.
      if (acting.writing() === writing) keep({ edit: text === before ? undefined : { name, segment, text } })
    },
    /** Puts a text back, before what is typed by now. */
    putBack: ({ text, re }: Sent) => {
      const before = untrack(now)
      const pointer = re ? { name: re.name, segment: re.segment } : before.re
      drafts()?.keep(place, { ...before, text: [text, before.text].filter(Boolean).join('\n'), re: pointer })
    },
    /** Keeps it to be sent later, and clears it here. */
    sendLater: async (when: ToSend['when']) => {
      const { text, re } = untrack(now)
      const thread = place.thread === undefined ? null : acting.room.find(place.thread)
      const inThread = place.thread !== undefined && {
        thread: { name: place.thread, segment: thread?.segment ?? null },
      }
      await own()?.later.add({ room: place.room, text, when, ...(re && { re }), ...inThread })
      keep({ text: '', re: undefined })
    },
    /** A draft of this device that a newer one from another device replaced. */
    replaced: () => drafts()?.replaced(place) ?? null,
    useReplaced: () => {
      const replaced = untrack(() => drafts()?.replaced(place))
      drafts()?.forgetReplaced(place)
      if (replaced) drafts()?.keep(place, replaced)
    },
    /** The person has left the field. */
    rest: () => drafts()?.writeDown(place),
  }
}

const pointerTo = (writing: Writing | null): Draft['re'] =>
  writing?.name === 'reply' ? { name: writing.message.name, segment: writing.message.segment } : undefined

import { For, Show } from 'solid-js'
import { useOwnThings } from '../../lobby/model/useOwnThings.ts'
import type { LaterMessage } from '../../own/later.ts'
import { t } from '../../words/later.ts'
import { placeOf } from '../composer/createDraft.ts'
import type { Acting } from '../message/acting.ts'
import { LaterItem } from './LaterItem.tsx'
import './waiting-later.css'

/** What this person wrote in the room to be sent later, above the composer. */
export function WaitingLater(props: { acting: Acting; onEdit: () => void }) {
  const own = useOwnThings()
  const { room } = props.acting
  const waiting = () =>
    own()
      ?.later.all()
      .filter((one) => one.room === room.id) ?? []
  /** The text goes back into the composer, before what is in it by now. */
  const edit = ({ id, text, re, thread }: LaterMessage) => {
    const place = placeOf({ id: room.id, ...(thread && { thread: thread.name }) })
    const drafts = own()?.drafts
    const before = drafts?.of(place)
    drafts?.keep(place, { ...before, text: [text, before?.text].filter(Boolean).join('\n'), re })
    void own()?.later.cancel(id)
    props.onEdit()
  }
  return (
    <Show when={own()?.later}>
      {(later) => (
        <Show when={waiting().length > 0}>
          <section class="waiting-later" aria-label={t('toSend')}>
            <ul class="plain scrolls">
              <For each={waiting()}>
                {(one) => (
                  <li class="later-item">
                    <LaterItem of={one} later={later()} nameOf={room.nameOf} onEdit={() => edit(one)} />
                  </li>
                )}
              </For>
            </ul>
          </section>
        </Show>
      )}
    </Show>
  )
}

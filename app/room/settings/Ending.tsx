import { createSignal, Show } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { sentences } from '../../ui/sentences.ts'
import type { RoomView } from '../model/RoomView.ts'
import { Waits } from './Waits.tsx'

/** Archive or delete the room. Only archiving can be undone. */
export function Ending(props: { room: RoomView; onDelete: () => void }) {
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const waiting = () => props.room.waiting().findLast((command) => command.do === 'archive')
  const isArchived = () => waiting()?.on ?? props.room.archived() !== null
  const archive = async () => setRefused(await props.room.act({ do: 'archive', on: !isArchived() }))
  return (
    <section class="settings-part" aria-label="Archive or delete">
      <div class="settings-line">
        <p>
          <b>{isArchived() ? 'This room is archived' : 'Archive'}</b>
          <span>
            {isArchived()
              ? 'Members can read it, but no one can write in it until you unarchive it.'
              : 'Members can still read it, but no one can write in it. You can unarchive it.'}
          </span>
        </p>
        <Show when={props.room.may('archive')}>
          <button type="button" class="button" onClick={() => void archive()}>
            {isArchived() ? 'Unarchive' : 'Archive'}
          </button>
        </Show>
      </div>
      <Waits when={waiting() !== undefined} />
      <Show when={refused()}>{(code) => <p role="alert">{sentences.refusal[code()]}</p>}</Show>
      <Show when={props.room.may('delete')}>
        <div class="settings-line">
          <p>
            <b>Delete</b>
            <span>This deletes all messages for everyone. It can’t be undone.</span>
          </p>
          <button type="button" class="button danger-quiet" onClick={() => props.onDelete()}>
            Delete room
          </button>
        </div>
      </Show>
    </section>
  )
}

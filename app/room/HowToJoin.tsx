import { createSignal, Match, Show, Switch } from 'solid-js'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { useAccount } from '../account/model/AccountView.ts'
import { doorTo } from '../account/signInLinks.ts'
import { sentences } from '../ui/sentences.ts'
import type { RoomView } from './model/RoomView.ts'

/** Shown in place of the composer to people who can only read. */
export function HowToJoin(props: { room: RoomView }) {
  const account = useAccount()
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const here = () => `/r/${props.room.id}`
  const join = async () => setRefused(await props.room.act({ do: 'join' }))
  return (
    <aside class="how-to-join" aria-label="How to join in">
      <Switch fallback={<p>You can read here, but not write.</p>}>
        <Match when={props.room.archived() !== null}>
          <Archived room={props.room} />
        </Match>
        <Match when={account.state().name === 'signed-out'}>
          <p>You’re reading as a guest. Sign in to join the room.</p>
          <div class="how-to-join-acts">
            <a class="button" href={doorTo('sign-in', here())}>
              Sign in
            </a>
            <Show when={account.registration() !== 'closed'}>
              <a class="button main" href={doorTo('sign-up', here())}>
                Create account
              </a>
            </Show>
          </div>
        </Match>
        <Match when={props.room.judge('join') === 'too-many'}>
          <p>You’ve joined and left this room too many times. You can still read it.</p>
        </Match>
        <Match when={props.room.may('join')}>
          <p role="status">{sentenceFor(refused())}</p>
          <button type="button" class="button main" onClick={join}>
            Join room
          </button>
        </Match>
      </Switch>
    </aside>
  )
}

const sentenceFor = (refused: RefusalCode | null) =>
  refused ? sentences.refusal[refused] : 'Join the room to send messages and keep it on this device.'

function Archived(props: { room: RoomView }) {
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const openAgain = async () => setRefused(await props.room.act({ do: 'archive', on: false }))
  return (
    <>
      <p role="status">{sentences.refusal[refused() ?? 'archived']}</p>
      <Show when={props.room.may('archive')}>
        <button type="button" class="button" onClick={openAgain}>
          Unarchive
        </button>
      </Show>
    </>
  )
}

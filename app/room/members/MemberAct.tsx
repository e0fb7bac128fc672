import { createSignal, Match, Show, Switch } from 'solid-js'
import { Check } from '../../ui/Check.tsx'
import { capMarks } from '../../words/marks.ts'
import { ConfirmAct } from '../ConfirmAct.tsx'
import type { FormerView, RoomCommand, RoomView } from '../model/RoomView.ts'

export type MemberActName = 'remove' | 'ban' | 'hand-over'

const titles: Record<MemberActName, string> = {
  remove: 'Remove from room?',
  ban: 'Ban from room?',
  'hand-over': 'Transfer ownership?',
}
const acts: Record<MemberActName, string> = { remove: 'Remove', ban: 'Ban', 'hand-over': 'Transfer' }

/** Asks for confirmation before an act on a member that hurts them or can't be undone. */
export function MemberAct(props: { room: RoomView; act: MemberActName; member: FormerView; onClose: () => void }) {
  const [erase, setErase] = createSignal(false)
  const { user } = props.member
  const command = (): RoomCommand =>
    props.act === 'ban' ? { do: 'ban', user, erase: erase() } : { do: props.act, user }
  return (
    <ConfirmAct
      room={props.room}
      title={titles[props.act]}
      act={acts[props.act]}
      danger={props.act !== 'hand-over'}
      commands={() => [command()]}
      onClose={props.onClose}
    >
      <Switch>
        <Match when={props.act === 'remove'}>
          <p>
            <Show
              when={props.room.visibility() === 'public'}
              fallback={
                <>
                  <Name of={props.member} /> can no longer read or write here.
                </>
              }
            >
              <Name of={props.member} /> can no longer write here. They can still read this public room and join it
              again. To keep them out, ban them.
            </Show>{' '}
            Their messages stay.
          </p>
        </Match>
        <Match when={props.act === 'ban'}>
          <p>
            <Name of={props.member} /> can no longer read or write here, and can’t come back until someone lifts the
            ban.
            <Show when={props.room.visibility() === 'public' && props.room.guests()}>
              {' '}
              Guests can read this room, so they can still read it when they’re signed out.
            </Show>
          </p>
          <Check
            label="Delete all their messages here"
            text="Their messages are hidden now and deleted for good in an hour. Until then you can lift the ban to restore them."
            checked={erase()}
            onChange={setErase}
          />
        </Match>
        <Match when={props.act === 'hand-over'}>
          <p>
            <Name of={props.member} /> will own this room, and you’ll be a moderator. Only they can transfer it back.
          </p>
        </Match>
      </Switch>
    </ConfirmAct>
  )
}

function Name(props: { of: FormerView }) {
  return <bdi>{capMarks(props.of.name)}</bdi>
}

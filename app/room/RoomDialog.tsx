import { useNavigate } from '@solidjs/router'
import { lazy, Match, Suspense, Switch } from 'solid-js'
import type { RoomView } from './view.ts'

const RoomSettings = lazy(() => import('./settings/RoomSettings.tsx'))
const DeleteRoom = lazy(() => import('./settings/DeleteRoom.tsx'))
const Invite = lazy(() => import('./invite/Invite.tsx'))
const Leave = lazy(() => import('./Leave.tsx'))

export type DialogName = 'settings' | 'delete' | 'invite' | 'leave'

/** At most one stands over the room, and its code comes when it is first wanted. */
export function RoomDialog(props: {
  room: RoomView
  open: DialogName | null
  onOpen: (name: DialogName) => void
  onClose: () => void
}) {
  const navigate = useNavigate()
  const away = () => navigate('/')
  return (
    <Suspense>
      <Switch>
        <Match when={props.open === 'settings'}>
          <RoomSettings room={props.room} onDelete={() => props.onOpen('delete')} onClose={props.onClose} />
        </Match>
        <Match when={props.open === 'delete'}>
          <DeleteRoom room={props.room} onDone={away} onClose={props.onClose} />
        </Match>
        <Match when={props.open === 'invite'}>
          <Invite room={props.room} onClose={props.onClose} />
        </Match>
        <Match when={props.open === 'leave'}>
          <Leave room={props.room} onDone={away} onClose={props.onClose} />
        </Match>
      </Switch>
    </Suspense>
  )
}

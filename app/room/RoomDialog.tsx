import { useNavigate } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import { ArrivingDialog } from '../status/ArrivingDialog.tsx'
import { part } from '../ui/reactive/part.ts'
import type { MessageView, RoomView } from './model/RoomView.ts'

const RoomSettings = part(() => import('./settings/RoomSettings.tsx'))
const DeleteRoom = part(() => import('./settings/DeleteRoom.tsx'))
const Invite = part(() => import('./invite/Invite.tsx'))
const Pins = part(() => import('./message/Pins.tsx'))
const StatusDialog = part(() => import('../people/StatusDialog.tsx'))
const Leave = part(() => import('./Leave.tsx'))

export type DialogName = 'settings' | 'delete' | 'invite' | 'pins' | 'status' | 'leave'

/** Shows at most one dialog over the room. The code of a dialog is loaded when it is first opened. */
export function RoomDialog(props: {
  room: RoomView
  open: DialogName | null
  onOpen: (name: DialogName) => void
  onClose: () => void
  onGo: (message: MessageView) => void
}) {
  const navigate = useNavigate()
  const away = () => navigate('/')
  return (
    <Show when={props.open} keyed>
      {(open) => (
        <ArrivingDialog onClose={props.onClose}>
          <Switch>
            <Match when={open === 'settings'}>
              <RoomSettings room={props.room} onDelete={() => props.onOpen('delete')} onClose={props.onClose} />
            </Match>
            <Match when={open === 'delete'}>
              <DeleteRoom room={props.room} onDone={away} onClose={props.onClose} />
            </Match>
            <Match when={open === 'invite'}>
              <Invite room={props.room} onClose={props.onClose} />
            </Match>
            <Match when={open === 'pins'}>
              <Pins room={props.room} onGo={props.onGo} onClose={props.onClose} />
            </Match>
            <Match when={open === 'status'}>
              <StatusDialog onClose={props.onClose} />
            </Match>
            <Match when={open === 'leave'}>
              <Leave room={props.room} onDone={away} onClose={props.onClose} />
            </Match>
          </Switch>
        </ArrivingDialog>
      )}
    </Show>
  )
}

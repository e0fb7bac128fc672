import { useNavigate } from '@solidjs/router'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Lock from 'lucide-solid/icons/lock'
import LogOut from 'lucide-solid/icons/log-out'
import Users from 'lucide-solid/icons/users'
import { createMemo, createSignal, Show } from 'solid-js'
import { LeaveRoom } from '../rooms/LeaveRoom.tsx'
import { Trouble } from '../shell/StatusLine.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { capMarks } from '../ui/marks.ts'
import { count } from '../ui/sentences.ts'
import type { RoomView } from './view.ts'

export function RoomHead(props: { room: RoomView; membersOpen: boolean; onMembers: () => void }) {
  const navigate = useNavigate()
  const [leaving, setLeaving] = createSignal(false)
  const here = createMemo(() => props.room.members().filter((member) => member.presence !== 'offline').length)
  return (
    <header class="room-head">
      <a class="icon-button room-back" href="/" aria-label="Back to rooms">
        <ArrowLeft size={20} />
      </a>
      <div class="room-title">
        <h1 class="one-line">
          <Show when={props.room.visibility() === 'private'}>
            <Lock size={14} aria-label="Private room" />
          </Show>
          <bdi class="one-line">{capMarks(props.room.title())}</bdi>
        </h1>
        <p class="one-line">
          <Trouble />
          <bdi class="room-topic">{capMarks(props.room.topic())}</bdi>
        </p>
      </div>
      <button
        type="button"
        class="room-members-button"
        aria-label={`Members: ${count(props.room.members().length, 'member')}, ${here()} here now`}
        aria-expanded={props.membersOpen}
        title="Members"
        onClick={() => props.onMembers()}
      >
        <Users size={18} />
        <span aria-hidden="true">{props.room.members().length}</span>
      </button>
      <Show when={props.room.may('leave')}>
        <Menu label="Room menu" button={<Ellipsis size={20} />}>
          <MenuItem danger icon={<LogOut size={16} />} onChoose={() => setLeaving(true)}>
            Leave room
          </MenuItem>
        </Menu>
      </Show>
      <Show when={leaving()}>
        <LeaveRoom
          name={props.room.title()}
          leave={() => props.room.leave()}
          onLeft={() => navigate('/')}
          onClose={() => setLeaving(false)}
        />
      </Show>
    </header>
  )
}

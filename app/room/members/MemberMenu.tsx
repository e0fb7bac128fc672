import { useNavigate } from '@solidjs/router'
import Ban from 'lucide-solid/icons/ban'
import KeyRound from 'lucide-solid/icons/key-round'
import MessageCircle from 'lucide-solid/icons/message-circle'
import Shield from 'lucide-solid/icons/shield'
import ShieldOff from 'lucide-solid/icons/shield-off'
import User from 'lucide-solid/icons/user'
import UserMinus from 'lucide-solid/icons/user-minus'
import { Show } from 'solid-js'
import { useLobby } from '../../lobby/model/LobbyView.ts'
import { createPersonHref } from '../../people/personHref.ts'
import { MenuItem, MenuLink } from '../../ui/popups/Menu.tsx'
import { MenuList } from '../../ui/popups/MenuList.tsx'
import { sayRefused } from '../../ui/text/sayRefused.ts'
import { t } from '../../words/members.ts'
import { t as refusals } from '../../words/refusals.ts'
import type { MemberView, RoomView } from '../model/RoomView.ts'
import type { MemberActName } from './MemberAct.tsx'

/** The menu of one member. Acts that are not allowed are left out. */
export function MemberMenu(props: {
  room: RoomView
  member: MemberView
  anchor: HTMLElement
  onAct: (act: MemberActName) => void
  /** The menu may already be closed when an act is refused, so its owner shows the refusal. */
  onRefused: (words: string) => void
  onClose: (back: boolean) => void
}) {
  const lobby = useLobby()
  const personHref = createPersonHref()
  const navigate = useNavigate()
  const user = () => props.member.user
  const write = async () => {
    const result = await lobby.direct([user()])
    if (result.name === 'entered') navigate(`/r/${result.room}`)
    else if (result.name === 'refused') props.onRefused(sayRefused(result.code, 'direct', null))
  }
  const mayWrite = () => !props.member.you && !lobby.blocked().has(user()) && !isAlone()
  /** This room already is the direct conversation with them. */
  const isAlone = () => props.room.kind() === 'direct' && props.room.members().length <= 2
  const setRole = async (role: 'moderator' | 'member') => {
    const refused = await props.room.act({ do: 'role', user: user(), role })
    if (refused) props.onRefused(refusals(`why.${refused}`))
  }
  const mayAppoint = () => props.room.may('role', user())

  return (
    <MenuList label={t('menu', props.member.name)} anchor={props.anchor} onClose={props.onClose}>
      <MenuLink icon={<User size={16} />} href={personHref(user())}>
        {props.member.you ? t('yourProfile') : t('viewProfile')}
      </MenuLink>
      <Show when={mayWrite()}>
        <MenuItem icon={<MessageCircle size={16} />} onChoose={() => void write()}>
          {t('message')}
        </MenuItem>
      </Show>
      <Show when={mayAppoint() && props.member.role === 'member'}>
        <MenuItem icon={<Shield size={16} />} onChoose={() => void setRole('moderator')}>
          {t('makeModerator')}
        </MenuItem>
      </Show>
      <Show when={mayAppoint() && props.member.role === 'moderator'}>
        <MenuItem icon={<ShieldOff size={16} />} onChoose={() => void setRole('member')}>
          {t('dismissModerator')}
        </MenuItem>
      </Show>
      <Show when={props.room.may('hand-over', user())}>
        <MenuItem icon={<KeyRound size={16} />} onChoose={() => props.onAct('hand-over')}>
          {t('transfer')}
        </MenuItem>
      </Show>
      <Show when={props.room.may('remove', user())}>
        <MenuItem danger icon={<UserMinus size={16} />} onChoose={() => props.onAct('remove')}>
          {t('remove')}
        </MenuItem>
      </Show>
      <Show when={props.room.may('ban', user())}>
        <MenuItem danger icon={<Ban size={16} />} onChoose={() => props.onAct('ban')}>
          {t('ban')}
        </MenuItem>
      </Show>
    </MenuList>
  )
}

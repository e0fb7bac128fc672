import Ban from 'lucide-solid/icons/ban'
import CheckCheck from 'lucide-solid/icons/check-check'
import CircleDot from 'lucide-solid/icons/circle-dot'
import LogOut from 'lucide-solid/icons/log-out'
import Star from 'lucide-solid/icons/star'
import StarOff from 'lucide-solid/icons/star-off'
import User from 'lucide-solid/icons/user'
import X from 'lucide-solid/icons/x'
import { Show } from 'solid-js'
import { createPersonHref } from '../../people/personHref.ts'
import { MenuItem, MenuLink } from '../../ui/popups/Menu.tsx'
import { MenuList } from '../../ui/popups/MenuList.tsx'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/lobby.ts'
import { capMarks, isolated } from '../../words/marks.ts'
import { t as refusals } from '../../words/refusals.ts'
import type { RoomSummary } from '../model/LobbyView.ts'
import { useLobby } from '../model/LobbyView.ts'

/** The menu of one line in the list. */
export default function RoomMenu(props: {
  room: RoomSummary
  anchor: HTMLElement
  onLeave: () => void
  /** Called for a refusal that arrives after the menu has closed. */
  onRefused: (words: string) => void
  onClosed: () => void
  onClose: (back: boolean) => void
}) {
  const lobby = useLobby()
  const personHref = createPersonHref()
  const closeDirect = () => {
    lobby.closeDirect(props.room.id)
    props.onClosed()
  }
  /** The other person in a conversation of two. */
  const other = () => (props.room.people.length === 1 ? props.room.people[0] : undefined)
  const isBlocked = () => lobby.blocked().has(other()?.user ?? '')
  const block = async (user: string, on: boolean) => {
    const refused = await lobby.block(user, on)
    if (refused) props.onRefused(refusals(`why.${refused}`))
  }
  return (
    <MenuList label={t('more', isolated(props.room.name))} anchor={props.anchor} onClose={props.onClose}>
      <MenuItem
        icon={props.room.favourite ? <StarOff size={16} /> : <Star size={16} />}
        onChoose={() => lobby.favourite(props.room.id, !props.room.favourite)}
      >
        {props.room.favourite ? t('removeFavourite') : t('addFavourite')}
      </MenuItem>
      <Show
        when={props.room.unread > 0}
        fallback={
          <Show when={props.room.last && !props.room.last.own}>
            <MenuItem icon={<CircleDot size={16} />} onChoose={() => lobby.markUnread(props.room.id)}>
              {t('markUnread')}
            </MenuItem>
          </Show>
        }
      >
        <MenuItem icon={<CheckCheck size={16} />} onChoose={() => lobby.markRead(props.room.id)}>
          {t('markRead')}
        </MenuItem>
      </Show>
      <Show
        when={props.room.kind === 'direct'}
        fallback={
          <MenuItem danger icon={<LogOut size={16} />} onChoose={props.onLeave}>
            {common('leaveRoom')}
          </MenuItem>
        }
      >
        <Show when={other()}>
          {(person) => (
            <MenuLink icon={<User size={16} />} href={personHref(person().user)}>
              {t('viewProfile')}
            </MenuLink>
          )}
        </Show>
        <MenuItem icon={<X size={16} />} onChoose={closeDirect}>
          {t('closeConversation')}
        </MenuItem>
        <Show when={other()}>
          {(person) => (
            <MenuItem
              danger={!isBlocked()}
              icon={<Ban size={16} />}
              onChoose={() => void block(person().user, !isBlocked())}
            >
              <span class="one-line">
                <Rich
                  text={isBlocked() ? t('unblock') : t('block')}
                  with={{ person: <bdi>{capMarks(person().name)}</bdi> }}
                />
              </span>
            </MenuItem>
          )}
        </Show>
      </Show>
    </MenuList>
  )
}

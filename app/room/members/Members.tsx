import Link from 'lucide-solid/icons/link'
import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, For, onMount, Show } from 'solid-js'
import { useAccount } from '../../account/model/AccountView.ts'
import { useStatus } from '../../status/useStatus.ts'
import { Keyed } from '../../ui/reactive/Keyed.tsx'
import { byName } from '../../ui/text/names.ts'
import { t } from '../../words/members.ts'
import { t as room } from '../../words/room.ts'
import { isPresenceKnown } from '../model/people.ts'
import type { FormerView, MemberView, RoomView } from '../model/RoomView.ts'
import { AddMember } from './AddMember.tsx'
import { Banned } from './Banned.tsx'
import { Former } from './Former.tsx'
import { MemberAct, type MemberActName } from './MemberAct.tsx'
import { MemberItem } from './MemberItem.tsx'
import { MemberMenu } from './MemberMenu.tsx'
import { Requests } from './Requests.tsx'
import './members.css'

const groups = ['here', 'online', 'away', 'offline', 'unknown'] as const
const groupOf = ({ here, presence }: MemberView): (typeof groups)[number] => (here ? 'here' : presence)

export function Members(props: { room: RoomView; onInvite: () => void; onClose: () => void }) {
  const account = useAccount()
  const status = useStatus()
  const [chosen, setChosen] = createSignal<{ act: MemberActName; member: FormerView }>()
  /** Kept apart from the rows, because a row is made anew in another group when its person comes or goes. */
  const [menu, setMenu] = createSignal<{ member: MemberView; anchor: HTMLElement }>()
  const [refused, setRefused] = createSignal('')
  const sorted = createMemo(() => props.room.members().toSorted(byName))
  const openMenu = (member: MemberView, anchor: HTMLElement) => {
    setRefused('')
    setMenu((open) => (open?.anchor === anchor ? undefined : { member, anchor }))
  }
  const closeMenu = (back: boolean) => {
    const anchor = menu()?.anchor
    setMenu(undefined)
    if (back) (anchor?.isConnected ? anchor : pane).focus()
  }
  let pane!: HTMLElement
  onMount(() => {
    if (getComputedStyle(pane).position === 'absolute') pane.focus()
  })
  return (
    <aside ref={pane} class="members" data-pane tabindex="-1" aria-label={t('title')}>
      <header class="members-head">
        <h2>{t('title')}</h2>
        <button type="button" class="icon-button" aria-label={t('close')} onClick={() => props.onClose()}>
          <X size={18} />
        </button>
      </header>
      <Show when={props.room.may('add')}>
        <AddMember room={props.room} />
      </Show>
      <Show when={props.room.may('invite')}>
        <button type="button" class="button slim members-invite" onClick={() => props.onInvite()}>
          <Link size={15} />
          {room('inviteByLink')}
        </button>
      </Show>
      <Show when={refused()}>
        <p class="members-refused" role="alert">
          {refused()}
        </p>
      </Show>
      <section class="members-list scrolls" tabindex="0" aria-label={t('list')}>
        <Requests room={props.room} />
        <Show when={status.network() === 'offline' && !isPresenceKnown(props.room.members())}>
          <p class="members-note">{t('cannotSeeWhoIsHere')}</p>
        </Show>
        <For each={groups}>
          {(group) => (
            <MemberGroup
              title={t(`group.${group}`)}
              room={props.room}
              members={sorted().filter((member) => groupOf(member) === group)}
              chosen={menu()?.member.user}
              onMenu={account.state().name === 'signed-in' ? openMenu : undefined}
            />
          )}
        </For>
        <Banned room={props.room} />
        <Former room={props.room} onBan={(member) => setChosen({ act: 'ban', member })} />
      </section>
      <Show when={menu()} keyed>
        {({ member, anchor }) => (
          <MemberMenu
            room={props.room}
            member={member}
            anchor={anchor}
            onAct={(act) => setChosen({ act, member })}
            onRefused={setRefused}
            onClose={closeMenu}
          />
        )}
      </Show>
      <Show when={chosen()}>
        {(one) => (
          <MemberAct room={props.room} act={one().act} member={one().member} onClose={() => setChosen(undefined)} />
        )}
      </Show>
    </aside>
  )
}

function MemberGroup(props: {
  title: string
  room: RoomView
  members: readonly MemberView[]
  /** User id of the member whose menu is open. */
  chosen: string | undefined
  onMenu: ((member: MemberView, anchor: HTMLElement) => void) | undefined
}) {
  return (
    <Show when={props.members.length > 0}>
      <h3 class="members-title">
        {props.title} <span>{props.members.length}</span>
      </h3>
      <ul class="plain">
        <Keyed each={props.members} by={(member) => member.user}>
          {(member) => (
            <MemberItem
              room={props.room}
              member={member()}
              chosen={props.chosen === member().user}
              onMenu={props.onMenu && ((anchor) => props.onMenu?.(member(), anchor))}
            />
          )}
        </Keyed>
      </ul>
    </Show>
  )
}

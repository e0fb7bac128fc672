import UserMinus from 'lucide-solid/icons/user-minus'
import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, For, onMount, Show } from 'solid-js'
import { Avatar } from '../ui/Avatar.tsx'
import { Keyed } from '../ui/Keyed.tsx'
import { capMarks } from '../ui/marks.ts'
import { sentences } from '../ui/sentences.ts'
import { AddMember } from './AddMember.tsx'
import { RemoveMember } from './RemoveMember.tsx'
import type { MemberView, Presence, RoomView } from './view.ts'
import './members.css'

const groups: readonly [Presence, string][] = [
  ['online', 'Here'],
  ['away', 'Away'],
  ['offline', 'Offline'],
]

export function Members(props: { room: RoomView; onClose: () => void }) {
  const [removing, setRemoving] = createSignal<MemberView>()
  const sorted = createMemo(() => props.room.members().toSorted((a, b) => a.name.localeCompare(b.name)))
  const mayRemove = (member: MemberView) => props.room.may('remove') && !member.you && member.role !== 'owner'
  let pane!: HTMLElement
  onMount(() => {
    if (getComputedStyle(pane).position === 'absolute') pane.focus()
  })
  return (
    <aside ref={pane} class="members" data-pane tabindex="-1" aria-label="Members">
      <header class="members-head">
        <h2>Members</h2>
        <button type="button" class="icon-button" aria-label="Close members" onClick={() => props.onClose()}>
          <X size={18} />
        </button>
      </header>
      <Show when={props.room.may('add')}>
        <AddMember room={props.room} />
      </Show>
      <section class="members-list scrolls" tabindex="0" aria-label="List of members">
        <For each={groups}>
          {([presence, title]) => (
            <MemberGroup
              title={title}
              members={sorted().filter((member) => member.presence === presence)}
              mayRemove={mayRemove}
              onRemove={setRemoving}
            />
          )}
        </For>
      </section>
      <Show when={removing()}>
        {(member) => <RemoveMember room={props.room} member={member()} onClose={() => setRemoving(undefined)} />}
      </Show>
    </aside>
  )
}

function MemberGroup(props: {
  title: string
  members: readonly MemberView[]
  mayRemove: (member: MemberView) => boolean
  onRemove: (member: MemberView) => void
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
              member={member()}
              onRemove={props.mayRemove(member()) ? () => props.onRemove(member()) : undefined}
            />
          )}
        </Keyed>
      </ul>
    </Show>
  )
}

function MemberItem(props: { member: MemberView; onRemove: (() => void) | undefined }) {
  return (
    <li class="member" classList={{ [props.member.presence]: true }} title={`@${props.member.username}`}>
      <span class="member-face">
        <Avatar id={props.member.user} name={props.member.name} />
        <span class="member-dot" aria-hidden="true" />
      </span>
      <span class="member-name one-line">
        <bdi>{capMarks(props.member.name)}</bdi>
        <span class="unseen">, {sentences.presence[props.member.presence]}</span>
      </span>
      <Show when={props.member.you || props.member.role !== 'member'}>
        <span class="member-tag">{props.member.you ? 'You' : sentences.role[props.member.role]}</span>
      </Show>
      <Show when={props.onRemove}>
        {(remove) => (
          <button
            type="button"
            class="icon-button member-remove"
            aria-label={`Remove ${props.member.name}`}
            title="Remove from room"
            onClick={() => remove()()}
          >
            <UserMinus size={15} />
          </button>
        )}
      </Show>
    </li>
  )
}

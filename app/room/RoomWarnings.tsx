import ShieldAlert from 'lucide-solid/icons/shield-alert'
import { createMemo, For, Show } from 'solid-js'
import { usePeople } from '../people/model/PeopleView.ts'
import { createPersonHref } from '../people/personHref.ts'
import { t } from '../words/room.ts'
import type { MemberView } from './model/RoomView.ts'
import '../people/key-warnings.css'

/** Warns about members whose device keys, as the relay gives them, differ from before. */
export function RoomWarnings(props: { members: readonly MemberView[] }) {
  const people = usePeople()
  const href = createPersonHref()
  const suspects = createMemo(() => {
    const users = new Set(people.warnings().map(({ user }) => user))
    return users.size === 0 ? [] : props.members.filter(({ user }) => users.has(user))
  })
  return (
    <Show when={suspects().length > 0}>
      <div class="key-warnings in-room" role="alert">
        <For each={suspects()}>
          {(member) => (
            <p>
              <ShieldAlert size={16} /> {t('keysChanged', member.name)}{' '}
              <a href={href(member.user)}>{t('seeWhatChanged')}</a>
            </p>
          )}
        </For>
      </div>
    </Show>
  )
}

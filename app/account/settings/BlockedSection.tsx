import { For, onCleanup, Show } from 'solid-js'
import { createPersonHref } from '../../people/personHref.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { capMarks, isolated } from '../../ui/marks.ts'
import { useViews } from '../../views.ts'

/** Whom one wants to hear nothing of. */
export default function BlockedSection() {
  const { lobby } = useViews()
  const blocked = () => [...lobby.blocked()]
  return (
    <section class="prefs-part" aria-label="Blocked people">
      <p class="prefs-note">
        They cannot write to you, and what they write elsewhere is folded away for you. They are not told. You block
        somebody on their own page.
      </p>
      <Show when={blocked().length > 0} fallback={<p>You block nobody.</p>}>
        <ul class="prefs-list plain">
          <For each={blocked()}>{(user) => <BlockedLine user={user} />}</For>
        </ul>
      </Show>
    </section>
  )
}

function BlockedLine(props: { user: string }) {
  const { people, lobby } = useViews()
  const personHref = createPersonHref()
  const person = people.open(props.user)
  onCleanup(() => person.close())
  const name = () => capMarks(person.profile().name) || 'Somebody'
  return (
    <li class="prefs-item">
      <Avatar id={props.user} name={name()} picture={person.profile().picture} />
      <p class="prefs-item-words">
        <a href={personHref(props.user)}>
          <bdi>{name()}</bdi>
        </a>
        <span>@{person.profile().username}</span>
      </p>
      <button
        type="button"
        class="button slim"
        aria-label={`Unblock ${isolated(name())}`}
        onClick={() => void lobby.block(props.user, false)}
      >
        Unblock
      </button>
    </li>
  )
}

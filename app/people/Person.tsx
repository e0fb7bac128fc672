import { For, onCleanup, Show } from 'solid-js'
import { statusAt } from '../../shared/room/profile.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { capMarks } from '../ui/marks.ts'
import { createNow } from '../ui/now.ts'
import { sentences } from '../ui/sentences.ts'
import { timeThere } from '../ui/zones.ts'
import { useViews } from '../views.ts'
import { PersonActs } from './PersonActs.tsx'
import { PersonDevices } from './PersonDevices.tsx'
import type { PersonView } from './view.ts'
import { wordsForPresence } from './wordsForPresence.ts'
import './person.css'

/** One person, as far as they are known here. */
export function Person(props: { user: string }) {
  const { people } = useViews()
  const person = people.open(props.user)
  onCleanup(() => person.close())
  return (
    <Show when={person.phase() === 'known'} fallback={<Unknown phase={person.phase()} />}>
      <Face person={person} />
      <Show when={!person.profile().deleted}>
        <PersonActs person={person} />
      </Show>
      <Rooms person={person} />
      <PersonDevices person={person} />
    </Show>
  )
}

function Unknown(props: { phase: ReturnType<PersonView['phase']> }) {
  const words = () => {
    switch (props.phase) {
      case 'nobody':
        return 'There is nobody here.'
      case 'offline':
        return 'This person is not known on this device, and there is no network.'
      default:
        return ''
    }
  }
  return (
    <p class="person-part" role="status">
      {words()}
    </p>
  )
}

function Face(props: { person: PersonView }) {
  const now = createNow(30_000)
  const profile = () => props.person.profile()
  const status = () => statusAt(profile().status, now())
  const there = () => {
    const { zone } = profile()
    return zone ? timeThere(zone, now()) : ''
  }
  return (
    <section class="person-face" aria-label="Profile">
      <Avatar id={props.person.user} name={profile().name} picture={profile().picture} nobody={profile().deleted} />
      <h1>
        <bdi>{capMarks(profile().name)}</bdi>
      </h1>
      <Show when={!profile().deleted} fallback={<p class="person-soft">This account was deleted.</p>}>
        <p class="person-soft">@{profile().username}</p>
        <p class="person-presence" classList={{ [props.person.presence()]: true, quiet: status()?.quiet === true }}>
          {wordsForPresence(props.person.presence(), props.person.seen(), now())}
        </p>
        <Show when={status()}>
          {(status) => (
            <p class="person-status">
              <bdi>
                {status().emoji} {capMarks(status().text)}
              </bdi>
              {status().quiet && <span class="person-soft">{sentences.quiet}</span>}
            </p>
          )}
        </Show>
        <Show when={profile().about}>
          <p class="person-about" dir="auto">
            {capMarks(profile().about ?? '')}
          </p>
        </Show>
        <Show when={there()}>
          <p class="person-soft">Local time {there()}</p>
        </Show>
      </Show>
    </section>
  )
}

function Rooms(props: { person: PersonView }) {
  return (
    <Show when={!props.person.isMe && props.person.rooms().length > 0}>
      <section class="person-part" aria-label="Rooms in common">
        <h2>Rooms in common</h2>
        <ul class="person-rooms plain">
          <For each={props.person.rooms()}>
            {(room) => (
              <li>
                <a href={`/r/${room.id}`}>
                  <Avatar id={room.id} name={room.name} picture={room.picture} of="room" />
                  <bdi class="one-line">{capMarks(room.name)}</bdi>
                </a>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}

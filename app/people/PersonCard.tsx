import { For, Show } from 'solid-js'
import { statusAt } from '../../shared/room/profile.ts'
import { isToldApart } from '../../shared/room/tell-apart.ts'
import { Avatar } from '../ui/pictures/Avatar.tsx'
import { createNow, useNow } from '../ui/reactive/useNow.ts'
import { timeThere } from '../ui/text/zones.ts'
import { t as common } from '../words/common.ts'
import { capMarks } from '../words/marks.ts'
import { t } from '../words/people.ts'
import type { PersonPhase, PersonView } from './model/PeopleView.ts'
import { PersonActs } from './PersonActs.tsx'
import { PersonDevices } from './PersonDevices.tsx'
import { presenceText } from './presenceText.ts'
import { whyUnknown } from './whyUnknown.ts'
import './person.css'

/** Everything that is known here about one person. */
export function PersonCard(props: { person: PersonView }) {
  return (
    <Show when={props.person.phase() === 'known'} fallback={<Unknown phase={props.person.phase()} />}>
      <Face person={props.person} />
      <Show when={!props.person.profile().deleted}>
        <PersonActs person={props.person} />
      </Show>
      <Rooms person={props.person} />
      <PersonDevices person={props.person} />
    </Show>
  )
}

function Unknown(props: { phase: PersonPhase }) {
  const why = () => whyUnknown(props.phase)
  return (
    <div class="person-part" role="status">
      <Show when={why()}>
        {(why) => (
          <>
            <h2>{t(`unknown.${why()}.title`)}</h2>
            <p>{t(`unknown.${why()}.text`)}</p>
          </>
        )}
      </Show>
    </div>
  )
}

function Face(props: { person: PersonView }) {
  const now = createNow(useNow(), 30_000)
  const profile = () => props.person.profile()
  const status = () => statusAt(profile().status, now())
  const there = () => {
    const { zone } = profile()
    return zone ? timeThere(zone, now()) : ''
  }
  return (
    <section class="person-face" aria-label={t('profile')}>
      <Avatar id={props.person.user} name={profile().name} picture={profile().picture} nobody={profile().deleted} />
      <h1>
        <bdi>{capMarks(profile().name)}</bdi>
      </h1>
      <Show when={!profile().deleted} fallback={<p class="person-soft">{t('deleted')}</p>}>
        <Show when={!isToldApart(profile())}>
          <p class="person-soft">{`@${profile().username}`}</p>
        </Show>
        <Show when={props.person.presence()}>
          {(presence) => (
            <p class="person-presence" classList={{ [presence()]: true, quiet: status()?.quiet === true }}>
              {presenceText(presence(), props.person.seen(), now())}
            </p>
          )}
        </Show>
        <Show when={status()}>
          {(status) => (
            <p class="person-status">
              <bdi>
                {status().emoji} {capMarks(status().text)}
              </bdi>
              {status().quiet && <span class="person-soft">{common('doNotDisturb')}</span>}
            </p>
          )}
        </Show>
        <Show when={profile().about}>
          <p class="person-about" dir="auto">
            {capMarks(profile().about ?? '')}
          </p>
        </Show>
        <Show when={there()}>
          <p class="person-soft">{t('localTime', there())}</p>
        </Show>
      </Show>
    </section>
  )
}

function Rooms(props: { person: PersonView }) {
  return (
    <Show when={!props.person.isMe && props.person.rooms().length > 0}>
      <section class="person-part" aria-label={t('roomsInCommon')}>
        <h2>{t('roomsInCommon')}</h2>
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

import { For, Show } from 'solid-js'
import { dayName } from '../ui/times.ts'
import { useNow } from '../ui/useNow.ts'
import type { PersonView } from './model/PeopleView.ts'

/** The keys that sign a person's messages. Two people can compare the fingerprints shown here. */
export function PersonDevices(props: { person: PersonView }) {
  const now = useNow()
  const when = (time: number) => dayName(time, now()).replace(/^(Today|Yesterday)$/, (day) => day.toLowerCase())
  return (
    <Show when={props.person.devices().length > 0}>
      <section class="person-part" id="devices" aria-label="Devices">
        <h2>Devices</h2>
        <ul class="person-devices plain">
          <For each={props.person.devices()}>
            {(device) => (
              <li classList={{ ended: device.ended !== null }}>
                <code>{device.fingerprint}</code>
                <span>
                  Added {when(device.added)}
                  {device.ended !== null && `, removed ${when(device.ended)}`}
                </span>
              </li>
            )}
          </For>
        </ul>
        <p class="person-note">
          {props.person.isMe
            ? 'You can remove one under '
            : 'To be sure, compare these codes with what they see on their profile.'}
          <Show when={props.person.isMe}>
            <a href="/settings/devices">Devices</a>.
          </Show>
        </p>
      </section>
    </Show>
  )
}

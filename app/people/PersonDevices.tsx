import { For, Show } from 'solid-js'
import { useNow } from '../ui/reactive/useNow.ts'
import { Rich } from '../ui/text/Rich.tsx'
import { dayName, startOfDay } from '../ui/text/times.ts'
import { t } from '../words/people.ts'
import type { PersonView } from './model/PeopleView.ts'

/** The keys that sign a person's messages. Two people can compare the fingerprints shown here. */
export function PersonDevices(props: { person: PersonView }) {
  const now = useNow()
  const when = (time: number) => dayInSentence(time, now())
  return (
    <Show when={props.person.devices().length > 0}>
      <section class="person-part" id="devices" aria-label={t('devices')}>
        <h2>{t('devices')}</h2>
        <ul class="person-devices plain">
          <For each={props.person.devices()}>
            {(device) => (
              <li classList={{ ended: device.ended !== null }}>
                <code>{device.fingerprint}</code>
                <span>
                  {device.ended === null
                    ? t('added', when(device.added))
                    : t('addedAndRemoved', when(device.added), when(device.ended))}
                </span>
              </li>
            )}
          </For>
        </ul>
        <p class="person-note">
          <Show when={props.person.isMe} fallback={t('compareDevices')}>
            <Rich text={t('removeDevices')} with={{ devices: <a href="/settings/devices">{t('devices')}</a> }} />
          </Show>
        </p>
      </section>
    </Show>
  )
}

const dayInSentence = (time: number, now: number): string => {
  if (time >= startOfDay(now) && time < startOfDay(now, 1)) return t('today')
  return time >= startOfDay(now, -1) && time < startOfDay(now) ? t('yesterday') : dayName(time, now)
}

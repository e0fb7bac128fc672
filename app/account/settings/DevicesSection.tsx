import Laptop from 'lucide-solid/icons/laptop'
import LogIn from 'lucide-solid/icons/log-in'
import { createResource, createSignal, For, Match, Show, Switch } from 'solid-js'
import { arrived } from '../../ui/arrived.ts'
import { sentences } from '../../ui/sentences.ts'
import { clockTime, shortTime, startOfDay } from '../../ui/times.ts'
import { useNow } from '../../ui/useNow.ts'
import type { OwnDevice, SessionsAndDevices, SignedInSession } from '../model/SettingsView.ts'
import { useSettings } from '../model/SettingsView.ts'
import { createSubmission } from '../submission.ts'
import { NeedsNetwork } from './NeedsNetwork.tsx'
import { RemoveDevice } from './RemoveDevice.tsx'
import { Said } from './Said.tsx'

/** The user's sign-in sessions, and the device keys that sign their messages. */
export default function DevicesSection() {
  const settings = useSettings()
  const [found, { refetch }] = createResource(() => settings.sessionsAndDevices())
  const submission = createSubmission('Signed out.')
  const end = async (act: () => ReturnType<typeof settings.endSession>) => {
    if (await submission.run(act)) void refetch()
  }
  const known = () => {
    const latest = arrived(found)
    return typeof latest === 'object' ? latest : null
  }
  return (
    <Switch>
      <Match when={known()}>
        {(known) => (
          <>
            <NeedsNetwork />
            <Sessions
              known={known()}
              onEnd={(id) => void end(() => settings.endSession(id))}
              onEndOthers={() => void end(() => settings.endOtherSessions())}
            />
            <Said text={submission.said()} wrong={!submission.isDone()} />
            <Devices known={known()} onChanged={() => void refetch()} />
          </>
        )}
      </Match>
      <Match when={found.loading}>
        <p class="prefs-note">Loading your devices…</p>
      </Match>
      <Match when={arrived(found)}>
        {(trouble) => <p class="prefs-note">{sentences.relayTrouble[trouble() as 'offline']}</p>}
      </Match>
    </Switch>
  )
}

function Sessions(props: { known: SessionsAndDevices; onEnd: (id: string) => void; onEndOthers: () => void }) {
  return (
    <section class="prefs-part" aria-label="Signed in">
      <h2>Signed in</h2>
      <ul class="prefs-list plain">
        <For each={props.known.sessions}>
          {(session) => <SessionLine session={session} onEnd={() => props.onEnd(session.id)} />}
        </For>
      </ul>
      <Show when={props.known.sessions.length > 1}>
        <div class="prefs-acts">
          <button type="button" class="button" onClick={() => props.onEndOthers()}>
            Sign out everywhere else
          </button>
        </div>
      </Show>
    </section>
  )
}

function SessionLine(props: { session: SignedInSession; onEnd: () => void }) {
  const now = useNow()
  const name = () => props.session.agent || 'Unknown app'
  return (
    <li class="prefs-item">
      <LogIn size={18} />
      <p class="prefs-item-words">
        {name()}
        <span>{props.session.current ? 'In use now' : `Last used ${whenUsed(props.session.used, now())}`}</span>
      </p>
      <Show when={!props.session.current} fallback={<span class="prefs-mark">This device</span>}>
        <button type="button" class="button slim" aria-label={`Sign out ${name()}`} onClick={() => props.onEnd()}>
          Sign out
        </button>
      </Show>
    </li>
  )
}

function Devices(props: { known: SessionsAndDevices; onChanged: () => void }) {
  const now = useNow()
  const [removing, setRemoving] = createSignal<OwnDevice>()
  const current = () => props.known.sessions.find(({ current }) => current)?.device
  const inUse = () => props.known.devices.filter(({ ended }) => ended === null).sort((a, b) => b.added - a.added)
  const ended = () => props.known.devices.filter(({ ended }) => ended !== null)
  return (
    <section class="prefs-part" aria-label="Devices">
      <h2>Devices</h2>
      <p class="prefs-note">Each device signs your messages with its own key, so nobody else can write as you.</p>
      <ul class="prefs-list plain">
        <For each={inUse()}>
          {(device) => (
            <li class="prefs-item">
              <Laptop size={18} />
              <p class="prefs-item-words">
                {device.agent || 'Unknown device'}
                <span>
                  Added {whenUsed(device.added, now())}
                  {device.used && ` · last used ${whenUsed(device.used, now())}`}
                </span>
              </p>
              <Show when={device.id === current()}>
                <span class="prefs-mark">This device</span>
              </Show>
              <button
                type="button"
                class="button slim"
                aria-label={`Remove ${device.agent || 'device'}`}
                onClick={() => setRemoving(device)}
              >
                Remove
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={ended().length > 0}>
        <p class="prefs-note">
          {ended().length === 1 ? 'One device was removed.' : `${ended().length} devices were removed.`} Messages sent
          before that stay valid.
        </p>
      </Show>
      <Show when={removing()}>
        {(device) => (
          <RemoveDevice
            device={device()}
            isThis={device().id === current()}
            onRemoved={props.onChanged}
            onClose={() => setRemoving(undefined)}
          />
        )}
      </Show>
    </section>
  )
}

/** `today at 14:05`, `Sat`, `25 Dec`. */
const whenUsed = (time: number, now: number): string =>
  time >= startOfDay(now) ? `today at ${clockTime(time)}` : shortTime(time, now)

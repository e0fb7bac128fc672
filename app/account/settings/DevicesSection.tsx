import Laptop from 'lucide-solid/icons/laptop'
import LogIn from 'lucide-solid/icons/log-in'
import { createEffect, createResource, createSignal, For, Match, on, Show, Switch } from 'solid-js'
import { useStatus } from '../../status/useStatus.ts'
import { arrived } from '../../ui/reactive/arrived.ts'
import { useNow } from '../../ui/reactive/useNow.ts'
import { clockTime, shortTime, startOfDay } from '../../ui/text/times.ts'
import { t as accountErrors } from '../../words/accountErrors.ts'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/settings.ts'
import { agentText } from '../model/agent.ts'
import type { Trouble } from '../model/outcome.ts'
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
  const status = useStatus()
  // A device is registered before its socket opens, so until then the list may lack this one.
  createEffect(on(status.network, (network) => network === 'online' && void refetch(), { defer: true }))
  const submission = createSubmission(() => t('wasSignedOut'))
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
        <p class="prefs-note">{t('devicesLoading')}</p>
      </Match>
      <Match when={arrived(found)}>
        {(trouble) => <p class="prefs-note">{accountErrors(trouble() as Trouble)}</p>}
      </Match>
    </Switch>
  )
}

function Sessions(props: { known: SessionsAndDevices; onEnd: (id: string) => void; onEndOthers: () => void }) {
  return (
    <section class="prefs-part" aria-label={t('sessions')}>
      <h2>{t('sessions')}</h2>
      <ul class="prefs-list plain">
        <For each={props.known.sessions}>
          {(session) => <SessionLine session={session} onEnd={() => props.onEnd(session.id)} />}
        </For>
      </ul>
      <Show when={props.known.sessions.length > 1}>
        <div class="prefs-acts">
          <button type="button" class="button" onClick={() => props.onEndOthers()}>
            {t('signOutOthers')}
          </button>
        </div>
      </Show>
    </section>
  )
}

function SessionLine(props: { session: SignedInSession; onEnd: () => void }) {
  const now = useNow()
  const name = () => agentText(props.session.agent) ?? t('unknownApp')
  return (
    <li class="prefs-item">
      <LogIn size={18} />
      <p class="prefs-item-words">
        <bdi>{name()}</bdi>
        <span>{props.session.current ? t('inUse') : t('lastUsed', whenUsed(props.session.used, now()))}</span>
      </p>
      <Show when={!props.session.current} fallback={<span class="prefs-mark">{t('thisDevice')}</span>}>
        <button type="button" class="button slim" aria-label={t('signOutThis', name())} onClick={() => props.onEnd()}>
          {common('signOut')}
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
    <section class="prefs-part" aria-label={t('page.devices')}>
      <h2>{t('page.devices')}</h2>
      <p class="prefs-note">{t('devicesNote')}</p>
      <ul class="prefs-list plain">
        <For each={inUse()}>
          {(device) => (
            <li class="prefs-item">
              <Laptop size={18} />
              <p class="prefs-item-words">
                {agentText(device.agent) ? <bdi>{agentText(device.agent)}</bdi> : t('unknownDevice')}
                <span>{history(device, now())}</span>
              </p>
              <Show when={device.id === current()}>
                <span class="prefs-mark">{t('thisDevice')}</span>
              </Show>
              <button
                type="button"
                class="button slim"
                aria-label={removeLabel(device)}
                onClick={() => setRemoving(device)}
              >
                {common('remove')}
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={ended().length > 0}>
        <p class="prefs-note">{t('removedDevices', ended().length)}</p>
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

const removeLabel = ({ agent }: OwnDevice): string => {
  const name = agentText(agent)
  return name === null ? t('removeUnknown') : t('removeThis', name)
}

const history = ({ added, used }: OwnDevice, now: number): string =>
  used ? t('addedAndUsed', whenUsed(added, now), whenUsed(used, now)) : t('added', whenUsed(added, now))

/** `today at 14:05`, `Sat`, `25 Dec`. */
const whenUsed = (time: number, now: number): string =>
  time >= startOfDay(now) ? t('today', clockTime(time)) : shortTime(time, now)

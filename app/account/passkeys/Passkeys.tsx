import { createResource, createSignal, For, Match, Show, Switch } from 'solid-js'
import { Field } from '../../ui/fields/Field.tsx'
import { arrived } from '../../ui/reactive/arrived.ts'
import { t as common } from '../../words/common.ts'
import { t as door } from '../../words/door.ts'
import { t } from '../../words/passkeys.ts'
import { useAccount } from '../model/AccountView.ts'
import { agentText } from '../model/agent.ts'
import { type PasskeyTrouble, whyNoPasskeys } from '../model/passkeys.ts'
import { OwnPassword } from '../OwnPassword.tsx'
import { PasskeyLine } from './PasskeyLine.tsx'
import './passkeys.css'

/** The list of the user's passkeys, with a form to add one. */
export function Passkeys() {
  const { passkeys } = useAccount()
  const [found, { refetch }] = createResource(() => passkeys.list())
  const list = () => {
    const known = arrived(found)
    return typeof known === 'object' ? known : null
  }
  const trouble = () => {
    const known = arrived(found)
    return typeof known === 'string' ? known : null
  }
  const hindrance = whyNoPasskeys()
  return (
    <section class="passkeys" aria-label={t('title')}>
      <p class="passkeys-about">{t('about')}</p>
      <Switch fallback={<p class="passkeys-about">{t('loading')}</p>}>
        <Match when={trouble()}>{(what) => <p class="passkeys-about">{t(`failed.${what()}`)}</p>}</Match>
        <Match when={list()?.length === 0}>
          <p class="passkeys-about">{t('none')}</p>
        </Match>
        <Match when={list()}>
          {(known) => (
            <ul class="passkeys-list">
              <For each={known()}>
                {(passkey) => (
                  <PasskeyLine
                    passkey={passkey}
                    onRename={(name) => passkeys.rename(passkey.id, name)}
                    onRemove={() => passkeys.remove(passkey.id)}
                    onChanged={() => void refetch()}
                  />
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
      <Show
        when={hindrance === null}
        fallback={<p class="passkeys-about">{hindrance && door(`noPasskeys.${hindrance}`)}</p>}
      >
        <AddPasskey onAdded={() => void refetch()} />
      </Show>
    </section>
  )
}

function AddPasskey(props: { onAdded: () => void }) {
  const { passkeys } = useAccount()
  const [name, setName] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [asked, setAsked] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<PasskeyTrouble>()

  const add = async (event: Event) => {
    event.preventDefault()
    if (busy()) return
    setBusy(true)
    const made = await passkeys.add((agent) => name().trim() || agentText(agent) || t('unnamed'), password())
    setBusy(false)
    setTrouble(typeof made === 'string' ? made : undefined)
    if (made === 'who') setAsked(true)
    if (typeof made === 'string') return
    setName('')
    setPassword('')
    setAsked(false)
    props.onAdded()
  }

  return (
    <form class="passkeys-add" onSubmit={add}>
      <Field
        label={t('newName')}
        name="passkey-name"
        autocomplete="off"
        maxLength={64}
        value={name()}
        onInput={setName}
        hint={t('newNameHint')}
      />
      <Show when={asked()}>
        <OwnPassword value={password()} onInput={setPassword} ref={(input) => queueMicrotask(() => input.focus())} />
      </Show>
      <div role="status">
        <Show when={trouble()}>
          {(what) => (
            <p class="passkeys-about" classList={{ 'passkeys-trouble': what() !== 'who' }}>
              {t(`failed.${what()}`)}
            </p>
          )}
        </Show>
      </div>
      <button type="submit" class="button" aria-disabled={busy()}>
        {busy() ? common('oneMoment') : t('add')}
      </button>
    </form>
  )
}

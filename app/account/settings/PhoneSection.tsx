import { createSignal, Match, onCleanup, Show, Switch } from 'solid-js'
import { part } from '../../ui/reactive/part.ts'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as accountErrors } from '../../words/accountErrors.ts'
import { t } from '../../words/settings.ts'
import type { Trouble } from '../model/outcome.ts'
import type { SignInLink } from '../model/SettingsView.ts'
import { useSettings } from '../model/SettingsView.ts'
import { NeedsNetwork } from './NeedsNetwork.tsx'

const QrCode = part(async () => ({ default: (await import('../../ui/pictures/QrCode.tsx')).QrCode }))
const askEveryMs = 1_500

type Shown =
  | { name: 'none' | 'making' | 'used' }
  | { name: 'trouble'; trouble: Trouble }
  | { name: 'link'; link: SignInLink }

/**
 * A QR code that signs in one phone. It is valid for two minutes and is then replaced, as long as this page is open.
 */
export default function PhoneSection() {
  const settings = useSettings()
  const [shown, setShown] = createSignal<Shown>({ name: 'none' })
  let timer: ReturnType<typeof setTimeout>
  onCleanup(() => clearTimeout(timer))

  const make = async () => {
    clearTimeout(timer)
    setShown((before) => (before.name === 'link' ? before : { name: 'making' }))
    const link = await settings.makeLink()
    if (typeof link === 'string') return setShown({ name: 'trouble', trouble: link })
    setShown({ name: 'link', link })
    askSoon(link)
    return undefined
  }
  const askSoon = (link: SignInLink) => {
    timer = setTimeout(async () => {
      const state = await settings.linkState(link.id)
      if (state === 'used') setShown({ name: 'used' })
      else if (state === 'over') void make()
      else askSoon(link)
    }, askEveryMs)
  }
  const address = (): string => {
    const now = shown()
    return now.name === 'link' ? `${location.origin}/link#${now.link.token}` : ''
  }
  const trouble = () => {
    const now = shown()
    return now.name === 'trouble' ? now.trouble : null
  }

  return (
    <section class="prefs-part" aria-label={t('page.phone')}>
      <NeedsNetwork />
      <Switch>
        <Match when={address()}>
          <div class="prefs-qr">
            <QrCode text={address()} label={t('qrCode')} />
            <p role="status">{t('scan')}</p>
            <p class="prefs-note">{t('scanNote')}</p>
          </div>
        </Match>
        <Match when={shown().name === 'used'}>
          <p role="status">{t('codeUsed')}</p>
          <p class="prefs-note">
            <Rich text={t('codeUsedNote')} with={{ devices: <a href="/settings/devices">{t('page.devices')}</a> }} />
          </p>
        </Match>
        <Match when={true}>
          <p>{t('phoneAbout')}</p>
        </Match>
      </Switch>
      <Show when={trouble()}>
        {(what) => (
          <p class="prefs-said wrong" role="status">
            {accountErrors(what())}
          </p>
        )}
      </Show>
      <Show when={!address()}>
        <div class="prefs-acts">
          <button
            type="button"
            class="button main"
            aria-disabled={shown().name === 'making'}
            onClick={() => shown().name === 'making' || void make()}
          >
            {t(shown().name === 'used' ? 'showAnother' : 'showCode')}
          </button>
        </div>
      </Show>
    </section>
  )
}

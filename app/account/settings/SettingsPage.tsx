import { useParams } from '@solidjs/router'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { createEffect, For, onCleanup, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { createMedia, twoPanes } from '../../ui/page/media.ts'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/settings.ts'
import { useAccount } from '../model/AccountView.ts'
import { sections } from './sections.ts'
import './settings-page.css'

/** `/settings`: on a phone a list that leads to pages, on a wide screen the list beside the open page. */
export default function SettingsPage() {
  const account = useAccount()
  const params = useParams()
  const wide = createMedia(twoPanes)
  const isAdmin = () => {
    const state = account.state()
    return state.name === 'signed-in' && state.me.admin
  }
  const mine = () => sections.filter(({ admin }) => !admin || isAdmin())
  const open = () => mine().find(({ id }) => id === params.section) ?? (wide() ? sections[0] : undefined)

  createEffect(() => {
    const section = open()
    document.title = `${section ? t(`page.${section.id}`) : t('title')} · Yabber`
  })
  onCleanup(() => {
    document.title = 'Yabber'
  })

  return (
    <div class="prefs" classList={{ wide: wide() }}>
      <Show when={wide() || !open()}>
        <nav class="prefs-nav scrolls" aria-label={t('title')} data-pane tabindex="-1">
          <header class="prefs-head">
            <a class="icon-button" href="/" aria-label={t('backToRooms')}>
              <ArrowLeft size={20} />
            </a>
            <Heading page={!open() || !wide()}>{t('title')}</Heading>
          </header>
          <ul class="plain">
            <For each={mine()}>
              {(section) => (
                <li>
                  <a
                    class="prefs-link"
                    href={`/settings/${section.id}`}
                    aria-current={open()?.id === section.id ? 'page' : undefined}
                  >
                    <Dynamic component={section.icon} size={18} />
                    {t(`page.${section.id}`)}
                  </a>
                </li>
              )}
            </For>
          </ul>
        </nav>
      </Show>
      <Show when={open()} keyed>
        {(section) => (
          <main class="prefs-page scrolls" data-pane tabindex="-1">
            <header class="prefs-head">
              <Show when={!wide()}>
                <a class="icon-button" href="/settings" aria-label={t('backToSettings')}>
                  <ArrowLeft size={20} />
                </a>
              </Show>
              <h1>{t(`page.${section.id}`)}</h1>
            </header>
            <Show
              when={account.state().name === 'signed-in'}
              fallback={
                <p class="prefs-part">
                  <Rich
                    text={t('signedOut')}
                    with={{ signIn: <a href="/sign-in?to=/settings">{common('signIn')}</a> }}
                  />
                </p>
              }
            >
              <Dynamic component={section.page} />
            </Show>
          </main>
        )}
      </Show>
    </div>
  )
}

/** Only one heading on the page is an `h1`. */
function Heading(props: { page: boolean; children: string }) {
  return (
    <Show when={props.page} fallback={<h2>{props.children}</h2>}>
      <h1>{props.children}</h1>
    </Show>
  )
}

import { useLocation } from '@solidjs/router'
import { Show } from 'solid-js'
import { Page } from '../ui/page/Page.tsx'
import { Rich } from '../ui/text/Rich.tsx'
import { t as common } from '../words/common.ts'
import { t } from '../words/shell.ts'

export default function NotFound() {
  const location = useLocation()
  return (
    <Page
      title={t('notFound')}
      acts={
        <a class="button main" href="/">
          {common('back')}
        </a>
      }
    >
      <Show when={isSubPath(location.pathname)} fallback={<p>{t('checkLink')}</p>}>
        <p>
          <Rich text={t('subPath')} with={{ host: <code>{t('ownHost')}</code> }} />
        </p>
      </Show>
    </Page>
  )
}

/** Whether this is one of our own paths below another path, as when a proxy forwards `/chat/` to the relay. */
const isSubPath = (path: string): boolean => /^\/[^/]+\/($|([riu]|sign-(in|up)|settings|archive)(\/|$))/.test(path)

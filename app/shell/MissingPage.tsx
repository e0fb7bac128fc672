import { useLocation } from '@solidjs/router'
import { createEffect, on } from 'solid-js'
import type { Missing } from '../status/Arriving.tsx'
import { Page } from '../ui/page/Page.tsx'
import { t as common } from '../words/common.ts'
import { t } from '../words/status.ts'

/** Shown instead of a page that did not load, until the person goes to another one. */
export function MissingPage(props: { missing: Missing }) {
  const location = useLocation()
  createEffect(on(() => location.pathname, props.missing.clear, { defer: true }))
  return (
    <Page
      title={t(`missing.${props.missing.why}.title`)}
      acts={
        <>
          <button type="button" class="button main" onClick={() => props.missing.tryAgain()}>
            {common('tryAgain')}
          </button>
          <a class="button" href="/">
            {common('back')}
          </a>
        </>
      }
    >
      <p>{t(`missing.${props.missing.why}.text`)}</p>
    </Page>
  )
}

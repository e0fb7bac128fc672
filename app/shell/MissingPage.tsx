import { useLocation } from '@solidjs/router'
import { createEffect, on } from 'solid-js'
import type { Missing } from '../status/Arriving.tsx'
import { Page } from '../ui/Page.tsx'
import { sentences } from '../ui/sentences.ts'

/** Shown instead of a page that did not load, until the person goes to another one. */
export function MissingPage(props: { missing: Missing }) {
  const location = useLocation()
  createEffect(on(() => location.pathname, props.missing.clear, { defer: true }))
  return (
    <Page
      title={sentences.missing[props.missing.why].title}
      acts={
        <>
          <button type="button" class="button main" onClick={() => props.missing.tryAgain()}>
            Try again
          </button>
          <a class="button" href="/">
            Back to your rooms
          </a>
        </>
      }
    >
      <p>{sentences.missing[props.missing.why].text}</p>
    </Page>
  )
}

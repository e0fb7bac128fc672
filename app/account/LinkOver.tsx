import type { JSX } from 'solid-js'
import { Page } from '../ui/Page.tsx'

/** A link that works no more, and where to get another. */
export function LinkOver(props: { children: JSX.Element; acts: JSX.Element }) {
  return (
    <Page title="This link is over" acts={props.acts}>
      <p>It works once and for a while, and was used already or is too old. {props.children}</p>
    </Page>
  )
}

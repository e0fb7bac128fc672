import type { JSX } from 'solid-js'
import type { LinkOverReason } from '../../../shared/link-over.ts'
import { Page } from '../../ui/Page.tsx'
import { sentences } from '../../ui/sentences.ts'

/** Says that a link no longer works, why, and where to get another. */
export function LinkOver(props: { why: LinkOverReason; children: JSX.Element; acts: JSX.Element }) {
  return (
    <Page title="This link no longer works" acts={props.acts}>
      <p>
        {sentences.relayTrouble[props.why]} {props.children}
      </p>
    </Page>
  )
}

import type { JSX } from 'solid-js'
import type { LinkOverReason } from '../../../shared/link-over.ts'
import { Page } from '../../ui/Page.tsx'
import { t } from '../../words/links.ts'
import { t as troubles } from '../../words/troubles.ts'

/** Says that a link no longer works, why, and where to get another. */
export function LinkOver(props: { why: LinkOverReason; children: JSX.Element; acts: JSX.Element }) {
  return (
    <Page title={t('over')} acts={props.acts}>
      <p>
        {troubles(props.why)} {props.children}
      </p>
    </Page>
  )
}

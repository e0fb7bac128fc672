import type { JSX } from 'solid-js'
import type { LinkOverReason } from '../../../shared/link-over.ts'
import { Page } from '../../ui/page/Page.tsx'
import { t as accountErrors } from '../../words/accountErrors.ts'
import { t } from '../../words/links.ts'

/** Says that a link no longer works, why, and where to get another. */
export function LinkOver(props: { why: LinkOverReason; children: JSX.Element; acts: JSX.Element }) {
  return (
    <Page title={t('over')} acts={props.acts}>
      <p>
        {accountErrors(props.why)} {props.children}
      </p>
    </Page>
  )
}

import { useNavigate } from '@solidjs/router'
import { createResource, Match, Show, Switch } from 'solid-js'
import { type LinkOverReason, linkOverReasons } from '../../../shared/link-over.ts'
import { Page } from '../../ui/page/Page.tsx'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as accountErrors } from '../../words/accountErrors.ts'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/links.ts'
import { useAccount } from '../model/AccountView.ts'
import type { Trouble } from '../model/outcome.ts'
import { useSettings } from '../model/SettingsView.ts'
import { createSubmission } from '../submission.ts'
import { Door } from './Door.tsx'
import { LinkOver } from './LinkOver.tsx'
import { WithLinkToken } from './WithLinkToken.tsx'

/**
 * `/link#token`: signs in a device by a link from another device. It shows whose account it is first, because anybody
 * could send such a link.
 */
export default function LinkIn() {
  return <WithLinkToken>{(token) => <ByLink token={token} />}</WithLinkToken>
}

function ByLink(props: { token: string }) {
  const settings = useSettings()
  const [found, { refetch }] = createResource(() => settings.whose(props.token))
  const username = () => {
    const whose = found()
    return typeof whose === 'object' ? whose.username : null
  }
  const trouble = (): Trouble | null => {
    const whose = found()
    return typeof whose === 'string' ? whose : null
  }
  const whyOver = () => linkOverReasons.find((reason) => reason === trouble())
  return (
    <Switch fallback={<Page title={common('oneMoment')} />}>
      <Match when={username()}>{(name) => <AskIn username={name()} token={props.token} />}</Match>
      <Match when={whyOver()}>{(why) => <Over why={why()} />}</Match>
      <Match when={trouble()}>
        {(why) => (
          <Page
            title={t('notChecked')}
            acts={
              <button type="button" class="button main" onClick={() => void refetch()}>
                {common('tryAgain')}
              </button>
            }
          >
            <p>{accountErrors(why())}</p>
          </Page>
        )}
      </Match>
    </Switch>
  )
}

function AskIn(props: { username: string; token: string }) {
  const account = useAccount()
  const settings = useSettings()
  const navigate = useNavigate()
  const submission = createSubmission()
  /** Username of another user who is signed in here and will be signed out. */
  const other = () => {
    const state = account.state()
    return state.name === 'signed-in' && state.me.username !== props.username ? state.me.username : null
  }
  const submit = async () => {
    if (await submission.run(() => settings.signInByLink(props.token))) navigate('/', { replace: true })
  }
  return (
    <Show when={!submission.whyOver()} fallback={<Over why={submission.whyOver() ?? 'over'} />}>
      <Door
        title={t('signInTitle', props.username)}
        trouble={submission.said() || undefined}
        busy={submission.busy()}
        act={t('signInAct')}
        onSubmit={() => void submit()}
        across={t('signInNote')}
      >
        <Show when={other()}>
          {(name) => (
            <p>
              <Rich text={t('signsOut')} with={{ username: <bdi>{name()}</bdi> }} />
            </p>
          )}
        </Show>
      </Door>
    </Show>
  )
}

function Over(props: { why: LinkOverReason }) {
  return (
    <LinkOver
      why={props.why}
      acts={
        <a class="button main" href="/sign-in">
          {t('signInOtherwise')}
        </a>
      }
    >
      {t('signInOver')}
    </LinkOver>
  )
}

import { createSignal, Match, Switch } from 'solid-js'
import { Page } from '../../ui/page/Page.tsx'
import { Rich } from '../../ui/text/Rich.tsx'
import { t } from '../../words/links.ts'
import { useSettings } from '../model/SettingsView.ts'
import { createSubmission } from '../submission.ts'
import { Door } from './Door.tsx'
import { LinkOver } from './LinkOver.tsx'
import { WithLinkToken } from './WithLinkToken.tsx'

/**
 * `/confirm#token`: confirms an e-mail address. It needs a button press, because some mail servers open links by
 * themselves.
 */
export default function Confirm() {
  return <WithLinkToken>{(token) => <ConfirmMail token={token} />}</WithLinkToken>
}

function ConfirmMail(props: { token: string }) {
  const settings = useSettings()
  const submission = createSubmission()
  const [confirmed, setConfirmed] = createSignal<{ email: string; username: string }>()

  const confirm = () =>
    submission.run(async () => {
      const found = await settings.confirmMail(props.token)
      if (typeof found === 'string') return { trouble: found }
      setConfirmed(found)
      return null
    })

  return (
    <Switch
      fallback={
        <Door
          title={t('confirmTitle')}
          trouble={submission.said() || undefined}
          busy={submission.busy()}
          act={t('confirmAct')}
          onSubmit={() => void confirm()}
          across={t('confirmNote')}
        >
          <p>{t('confirmAbout')}</p>
        </Door>
      }
    >
      <Match when={confirmed()}>{(found) => <Confirmed {...found()} />}</Match>
      <Match when={submission.whyOver()}>
        {(why) => (
          <LinkOver why={why()} acts={<Home />}>
            {t('confirmOver')}
          </LinkOver>
        )}
      </Match>
    </Switch>
  )
}

function Confirmed(props: { email: string; username: string }) {
  return (
    <Page title={t('confirmed')} acts={<Home />}>
      <p>
        <Rich
          text={t('confirmedText')}
          with={{ email: <bdi>{props.email}</bdi>, username: <bdi>{props.username}</bdi> }}
        />
      </p>
    </Page>
  )
}

function Home() {
  return (
    <a class="button main" href="/">
      {t('openApp')}
    </a>
  )
}

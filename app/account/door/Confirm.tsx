import { createSignal, Match, Switch } from 'solid-js'
import { Page } from '../../ui/Page.tsx'
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
  const submission = createSubmission('')
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
          title="Confirm your e-mail"
          trouble={submission.said() || undefined}
          busy={submission.busy()}
          act="Confirm e-mail"
          onSubmit={() => void confirm()}
          across="If you didn’t ask for this, close this page."
        >
          <p>You can use it to sign in and to reset your password.</p>
        </Door>
      }
    >
      <Match when={confirmed()}>{(found) => <Confirmed {...found()} />}</Match>
      <Match when={submission.whyOver()}>
        {(why) => (
          <LinkOver why={why()} acts={<Home />}>
            You can ask for a new link in your settings.
          </LinkOver>
        )}
      </Match>
    </Switch>
  )
}

function Confirmed(props: { email: string; username: string }) {
  return (
    <Page title="E-mail confirmed" acts={<Home />}>
      <p>
        <bdi>{props.email}</bdi> is now the e-mail of <bdi>{props.username}</bdi>.
      </p>
    </Page>
  )
}

function Home() {
  return (
    <a class="button main" href="/">
      Open Yabber
    </a>
  )
}

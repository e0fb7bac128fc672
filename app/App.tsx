import { Route, Router } from '@solidjs/router'
import { ComingBack } from './account/door/ComingBack.tsx'
import { SignIn } from './account/door/SignIn.tsx'
import { SignUp } from './account/door/SignUp.tsx'
import { Home } from './lobby/Home.tsx'
import { Shell } from './shell/Shell.tsx'
import { loadAhead, part } from './ui/reactive/part.ts'
import { type AppViews, ProvideViews } from './views.tsx'
import './ui/page/tokens.css'
import './ui/page/base.css'
import './ui/page/button.css'

const loadRoom = () => import('./room/RoomPage.tsx')
const RoomPage = part(loadRoom)
const Forgotten = part(() => import('./account/door/Forgotten.tsx'))
const Reset = part(() => import('./account/door/Reset.tsx'))
const Confirm = part(() => import('./account/door/Confirm.tsx'))
const LinkIn = part(() => import('./account/door/LinkIn.tsx'))
const SettingsPage = part(() => import('./account/settings/SettingsPage.tsx'))
const ActivityPage = part(() => import('./lobby/activity/ActivityPage.tsx'))
const PersonPage = part(() => import('./people/PersonPage.tsx'))
const MyThreads = part(() => import('./lobby/threads/MyThreads.tsx'))
const NotFound = part(() => import('./shell/NotFound.tsx'))
const DraftsPage = part(() => import('./lobby/own/DraftsPage.tsx'))
const SavedPage = part(() => import('./lobby/own/SavedPage.tsx'))
const InvitationPage = part(() => import('./room/invite/InvitationPage.tsx'))
/** A room id, a user id or a token. */
const id = /^[A-Za-z0-9_-]{22}$/

/** The whole screen. `<App views={…} />` is all that `main` draws. */
export function App(props: { views: AppViews }) {
  loadAhead(loadRoom, 0)
  return (
    <ProvideViews views={props.views}>
      <Router root={Shell}>
        <Route path="/" component={Home} />
        <Route
          path={['/r/:room', '/r/:room/m/:message', '/r/:room/t/:thread']}
          component={RoomPage}
          matchFilters={{ room: id }}
        />
        <Route path="/threads" component={MyThreads} />
        <Route path="/i/:room/:token" component={InvitationPage} matchFilters={{ room: id, token: id }} />
        <Route path="/drafts" component={DraftsPage} />
        <Route path="/saved" component={SavedPage} />
        <Route path="/sign-in" component={SignIn} />
        <Route path="/sign-up" component={SignUp} />
        <Route path="/sign-in/back" component={ComingBack} />
        <Route path="/forgotten" component={Forgotten} />
        <Route path="/reset" component={Reset} />
        <Route path="/confirm" component={Confirm} />
        <Route path="/link" component={LinkIn} />
        <Route path="/settings/:section?" component={SettingsPage} />
        <Route path="/activity" component={ActivityPage} />
        <Route path="/u/:user" component={PersonPage} matchFilters={{ user: id }} />
        <Route path="*" component={NotFound} />
      </Router>
    </ProvideViews>
  )
}

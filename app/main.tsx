import { createSignal } from 'solid-js'
import { render } from 'solid-js/web'
import { App } from './App.tsx'
import { makeSettings } from './account/model/makeSettings.ts'
import { realClock } from './base/clock.ts'
import type { Me } from './base/me.ts'
import type { LobbyView } from './lobby/model/LobbyView.ts'
import type { PeopleView } from './people/model/PeopleView.ts'
import { keptAccountIn, readMe } from './session/keptAccount.ts'
import { makeAccount } from './session/makeAccount.ts'
import { openGuestSession } from './session/openGuestSession.ts'
import { openMemberSession } from './session/openMemberSession.ts'
import type { Surroundings } from './session/session.ts'
import { keepDropsFromLeaving } from './shell/keepDrops.ts'
import { askToKeep, makeStatus } from './status/makeStatus.ts'
import type { StorageTrouble } from './store/storageTrouble.ts'
import { apiWith } from './sync/api.ts'
import { downloadWith } from './sync/download.ts'
import { showTheme } from './ui/page/theme.ts'
import { guardTheDocument } from './ui/page/trustedTypes.ts'
import type { AppViews } from './views.tsx'
import { followLanguage, loadLanguage } from './words/loadLanguage.ts'

guardTheDocument()
keepDropsFromLeaving(document)
showTheme()

const [storage, setStorage] = createSignal<StorageTrouble | null>(null)
const api = apiWith((input, init) => fetch(input, init))
const around: Surroundings = {
  api,
  clock: realClock,
  wall: () => Date.now(),
  steady: () => performance.now(),
  chance: Math.random,
  isVisible: () => document.visibilityState === 'visible',
  locks: navigator.locks ?? null,
  WebSocket,
  askAtSocket: () => apiWith((input, init) => fetch(input, init), '').post('/sync', {}),
  socketUrl: `${location.origin.replace(/^http/, 'ws')}/sync`,
  trouble: setStorage,
}

const account = await makeAccount({
  api,
  clock: realClock,
  kept: keptAccountIn(() => localStorage),
  openGuest: () => openGuestSession(around),
  openMember: (me, told, saved) => {
    void askToKeep()
    return openMemberSession(around, me, told, saved)
  },
  tabs: accountTabs(),
})
const { session } = account

const mayBeBack = () => document.visibilityState === 'visible' && account.online()
addEventListener('online', account.online)
addEventListener('focus', mayBeBack)
document.addEventListener('visibilitychange', mayBeBack)

const views: AppViews = {
  account,
  settings: makeSettings({
    api,
    download: downloadWith((input, init) => fetch(input, init)),
    removed: account.removed,
    signedIn: account.signedIn,
  }),
  status: makeStatus({ session, storage, dismissStorage: () => setStorage(null), tryNow: account.online }),
  people: new Proxy({} as PeopleView, { get: (_, member: keyof PeopleView) => session().people[member] }),
  lobby: new Proxy({} as LobbyView, { get: (_, member: keyof LobbyView) => session().lobby[member] }),
  pictures: { put: (bytes) => session().pictures.put(bytes) },
  now: () => session().now(),
  roomParts: () => session().roomParts,
  own: { open: (open) => session().own.open(open), opened: () => session().own.opened() },
}

followLanguage()
await loadLanguage()
const root = document.getElementById('app')
if (!root) throw new Error('the page has no element with the id "app"')
document.getElementById('not-loaded')?.remove()
render(() => <App views={views} />, root)

function accountTabs() {
  const channel = new BroadcastChannel('yabber/account')
  return {
    tell: (who: Me | null) => channel.postMessage(who),
    heard: (listener: (who: Me | null) => void) => {
      channel.onmessage = ({ data }) => listener(readMe(data))
    },
  }
}

import type { TabWord } from '../../app/store/tabs.ts'
import type { Chance } from '../world/chance.ts'
import type { Host } from './host.ts'
import type { Key } from './keys.ts'
import type { Ledger } from './ledger.ts'
import { type ClientEnd, Line } from './line.ts'
import { LockTable } from './locks.ts'
import { between } from './odds.ts'
import { Outbox } from './outbox.ts'
import { Storage } from './storage.ts'
import { Tab } from './tab.ts'
import type { Time } from './time.ts'

export interface DeviceParts {
  label: string
  time: Time
  chance: Chance
  host: Host
  ledger: Ledger
  key: Key
  user: string
  honest: boolean
  /**
   * Whether the tabs tell each other what they write. `announces`: whether they announce themselves to the relay before
   * they write.
   */
  tabsTalk: boolean
  announces: boolean
  /** As in World. */
  keepsOwn: boolean
  isBack(user: string): boolean
  /** A document starts over in one of its tabs. */
  startsOver(device: Device, tab: Tab): void
  /** Called just before a tab dies. */
  dies(tab: Tab): void
  complain(what: string): void
}

const lastWordsMs = 5_000

/** A browser profile: a key, a storage, a clock that may be wrong, a network that can fail, and any number of tabs. */
export class Device {
  readonly label: string
  readonly user: string
  readonly honest: boolean
  readonly keepsOwn: boolean
  readonly key: Key
  readonly storage: Storage
  readonly outbox: Outbox
  readonly locks = new LockTable()
  tabs: Tab[] = []
  skewMs = 0
  #reachable = true
  #session = ''
  #sessions = 0
  #tabsOpened = 0
  #lines: Line[] = []
  readonly #parts: DeviceParts

  constructor(parts: DeviceParts) {
    const { time, chance, key, complain } = parts
    this.#parts = parts
    this.label = parts.label
    this.user = parts.user
    this.honest = parts.honest
    this.keepsOwn = parts.keepsOwn && parts.honest
    this.key = key
    const tell = (what: string) => parts.honest && complain(`${parts.label}: ${what}`)
    this.storage = new Storage(time, chance, parts.ledger, tell)
    this.outbox = new Outbox({
      time,
      chance,
      items: this.storage.outbox,
      isReachable: () => this.#reachable && parts.host.isUp,
      act: (id, act) => parts.host.act(this.#session, id, act),
      answered: () => this.#resumeTabs(),
      complain,
    })
    this.signIn()
  }

  now(): number {
    return this.#parts.time.now() + this.skewMs
  }

  isBack(user: string): boolean {
    return this.#parts.isBack(user)
  }

  get isReachable(): boolean {
    return this.#reachable
  }

  get isSignedIn(): boolean {
    return this.#parts.host.knows(this.#session)
  }

  get session(): string {
    return this.#session
  }

  signIn(): void {
    this.#session = `${this.label}/${++this.#sessions}`
    this.#parts.host.signIn(this.#session, this.user, this.key.idText)
    for (const tab of this.tabs) tab.socket.connect()
    this.outbox.flush()
  }

  openTab(): Tab {
    const { time, chance, announces, complain } = this.#parts
    const label = `${this.label}.${++this.#tabsOpened}`
    const startsOver = (tab: Tab) => this.#parts.startsOver(this, tab)
    const tab = new Tab({ label, time, chance, device: this, announces, startsOver, complain })
    this.tabs.push(tab)
    tab.start()
    return tab
  }

  /** May happen at any moment, also in the middle of an operation. */
  killTab(tab: Tab): void {
    this.#parts.dies(tab)
    this.tabs = this.tabs.filter((other) => other !== tab)
    tab.kill()
  }

  /** Like a BroadcastChannel: reaches all tabs except the sender. */
  tellTabs(from: object, word: TabWord): void {
    const { time, chance } = this.#parts
    for (const tab of this.tabs) if (tab !== from) time.after(between(chance, 0, 10), () => tab.hear(word))
  }

  replaceInTabs(from: object, document: string): void {
    for (const tab of this.tabs) if (tab !== from) tab.giveWay(document)
  }

  share(from: object, document: string, update: Uint8Array): void {
    const { time, chance, tabsTalk } = this.#parts
    if (!tabsTalk) return
    const others = this.tabs.filter((tab) => tab !== from)
    for (const tab of others) time.after(between(chance, 0, 10), () => tab.receiveFromTab(document, update))
  }

  dial(client: ClientEnd): Line | null {
    const { time, chance, host } = this.#parts
    if (!this.#reachable || !this.isSignedIn) return null
    const session = this.#session
    const line = new Line(time, chance, (arrived) => host.answer(arrived, session), client)
    this.#lines.push(line)
    return line
  }

  /** The network fails. Some sockets notice at once, others only go silent. */
  lose(): void {
    const { chance } = this.#parts
    this.#reachable = false
    for (const line of this.#lines) {
      if (chance.below(2) === 0) line.break()
      else line.hold()
    }
  }

  reach(): void {
    this.#reachable = true
    for (const line of this.#lines) line.release()
    this.outbox.flush()
  }

  /** The device was removed from its account and cannot sign in any more. Its tabs keep sending for a few seconds. */
  end(): void {
    const { host, time } = this.#parts
    host.forget(this.#session)
    time.after(lastWordsMs, () => {
      for (const tab of [...this.tabs]) this.killTab(tab)
    })
  }

  set slow(slow: boolean) {
    for (const line of this.#lines) line.slow = slow
  }

  #resumeTabs(): void {
    for (const tab of this.tabs) tab.resume()
  }
}

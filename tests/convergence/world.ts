import { Listeners } from '../../app/base/listeners.ts'
import { entryId } from '../../app/store/journal.ts'
import type { RelayLimits } from '../../relay/pace/relay-limits.ts'
import type { Change } from '../../relay/store/store.ts'
import { toBase64url } from '../../shared/base64url.ts'
import type { Act } from '../../shared/room/acts.ts'
import type { Visibility } from '../../shared/room/roster.ts'
import { Chance } from '../world/chance.ts'
import type { Backup } from './backup.ts'
import { Device } from './device.ts'
import { Disk } from './disk.ts'
import { Host } from './host.ts'
import { key } from './keys.ts'
import { Ledger } from './ledger.ts'
import { between, happens } from './odds.ts'
import { Promised } from './promised.ts'
import type { Tab } from './tab.ts'
import { Time } from './time.ts'
import { Typed } from './typed.ts'

export interface User {
  id: string
  username: string
}
interface Part {
  username: string
  /** The number of tabs on each device. */
  devices: readonly number[]
  honest: boolean
}

/** What does not change while a story is told. */
export interface Setting {
  visibility: Visibility
  limits: RelayLimits
  /** Whether the tabs of a device tell each other what they write. */
  tabsTalk: boolean
  /** Whether tabs announce themselves to the relay before they write. */
  announces: boolean
  /** Whether tabs often die just when a document starts over. */
  diesStartingOver: boolean
  /** Whether people keep drafts and messages to be sent later. */
  keepsOwn: boolean
}

const startMs = Date.UTC(2026, 0, 5, 12)

/** The newcomer is in no room when the story begins. */
const parts: readonly Part[] = [
  { username: 'olga', devices: [1, 1], honest: true },
  { username: 'mona', devices: [1], honest: true },
  { username: 'milo', devices: [2], honest: true },
  { username: 'remy', devices: [1], honest: true },
  { username: 'hugo', devices: [1], honest: false },
  { username: 'nina', devices: [1], honest: true },
]

/** Everything in one simulation: one clock, one random generator, one relay, and all devices. */
export class World {
  readonly time = new Time(startMs)
  readonly chance: Chance
  /** Decides only which tabs die while a document starts over. The other chances stay as they were without that. */
  readonly #deaths: Chance
  readonly setting: Setting
  readonly ledger: Ledger
  /** Emits each change just before it is on the relay's disk. */
  readonly changing = new Listeners<Change>()
  /** Emits a tab just before it dies. */
  readonly dying = new Listeners<Tab>()
  /** Emits a backup just before it is restored. */
  readonly puttingBack = new Listeners<Backup>()
  readonly disk: Disk
  readonly host: Host
  readonly users = new Map<string, User>()
  readonly devices: Device[] = []
  readonly #ended: Device[] = []
  readonly trace: string[] = []
  readonly violations = new Set<string>()
  backup: Backup | null = null
  backupsPutBack = 0
  wasPutBack = false
  /** Whether the story is over and everything works again. */
  isHealed = false
  /** Users who are waited for, and are there. */
  readonly backNow = new Set<string>()
  readonly typed = new Typed()
  readonly promised = new Promised()
  /** The main room, with everybody in it except the newcomer. */
  room = ''

  constructor(seed: number, setting: Setting) {
    this.setting = setting
    this.chance = new Chance(seed ^ 0x5bd1e995)
    this.#deaths = new Chance(seed ^ 0x61c8864)
    this.ledger = new Ledger({
      now: () => this.time.now(),
      settingKeyOf: (room, name) => this.#settingKeyOf(room, name),
      complain: (what) => this.complain(what),
      tell: (what) => this.tell(what),
    })
    this.disk = new Disk(this.time, this.chance, {
      write: (change) => {
        this.changing.emit(change)
        this.ledger.write(change)
      },
      complain: (what) => this.complain(what),
    })
    this.host = new Host({
      time: this.time,
      disk: this.disk,
      ledger: this.ledger,
      limits: setting.limits,
      tell: (what) => this.tell(what),
    })
  }

  tell(what: string): void {
    this.trace.push(`${((this.time.now() - startMs) / 1000).toFixed(3)} ${what}`)
  }

  complain(what: string): void {
    this.violations.add(what)
    this.tell(`VIOLATION ${what}`)
  }

  id(): string {
    return toBase64url(this.chance.bytes(16))
  }

  get tabs(): Tab[] {
    return this.devices.flatMap(({ tabs }) => tabs)
  }

  async setUp(): Promise<void> {
    this.host.start()
    for (const part of parts) await this.#enter(part)
    const [owner, ...others] = [...this.users.values()] as [User, ...User[]]
    this.room = this.id()
    await this.act(owner, { do: 'make', room: this.room, name: 'Home', topic: '', visibility: this.setting.visibility })
    for (const other of others.slice(0, -1)) await this.act(owner, { do: 'add', room: this.room, user: other.id })
    await this.act(owner, { do: 'role', room: this.room, user: others[0]!.id, role: 'moderator' })
    for (const [at, tabs] of parts.flatMap(({ devices }) => devices).entries())
      for (let i = 0; i < tabs; i++) this.devices[at]!.openTab()
    await this.time.pass(1_500)
  }

  deviceOf(id: string): Device {
    const device = this.everyDevice.find(({ key: { idText } }) => idText === id)
    if (!device) throw new Error('no such device')
    return device
  }

  #settingKeyOf(room: string, name: string): string | null {
    const writer = this.everyDevice.find(({ key }) => name.startsWith(`${key.idText}.`))
    const body = writer?.storage.written.get(entryId({ room, name }))?.body
    return body?.kind === 'set' ? body.key : null
  }

  backUp(): void {
    const { disk, ledger, host } = this
    this.backup = { disk: disk.copy(), ledger: ledger.copy(), sessions: host.copySessions() }
    this.backupsPutBack = 0
  }

  /** Kills the relay, restores its data from the backup, and starts it again, at once or after some time. */
  putBack(backup: Backup, startsAfterMs: number): void {
    const { disk, ledger, host } = this
    this.puttingBack.emit(backup)
    host.crash()
    disk.putBack(backup.disk)
    ledger.putBack(backup.ledger)
    host.putBackSessions(backup.sessions)
    for (const device of this.devices) {
      device.outbox.forgetAnswers()
      device.storage.noteWhatIsHeld({ isLost: (room, name) => ledger.isLost(room, name) })
    }
    this.backupsPutBack++
    this.wasPutBack = true
    if (startsAfterMs === 0) host.start()
    else this.time.after(startsAfterMs, () => host.isUp || host.start())
  }

  /** Somebody is seen by all who wait for them. */
  comesBack(user: string): void {
    this.backNow.add(user)
    for (const tab of this.tabs) tab.own?.presence.emit()
  }

  goesAway(user: string): void {
    this.backNow.delete(user)
  }

  /** Waits for a promise while simulated time goes on. */
  async during<T>(promise: Promise<T>): Promise<T> {
    let over = false
    promise.finally(() => {
      over = true
    })
    for (let i = 0; i < 1_000 && !over; i++) await this.time.pass(10)
    if (!over) throw new Error('the relay does not answer')
    return promise
  }

  async addDevice(user: User, honest: boolean): Promise<Device> {
    const { time, chance, host, setting } = this
    const number = this.devices.length + this.#ended.length
    const pair = key(number)
    await this.during(host.core.people.putDevice(user.id, pair.publicKey))
    const device = new Device({
      label: `${user.username}${number}`,
      time,
      chance,
      host,
      ledger: this.ledger,
      key: pair,
      user: user.id,
      honest,
      tabsTalk: setting.tabsTalk,
      announces: setting.announces,
      keepsOwn: setting.keepsOwn,
      isBack: (user) => this.backNow.has(user),
      startsOver: (device, tab) => this.#mayDie(device, tab),
      dies: (tab) => this.dying.emit(tab),
      complain: (what) => this.complain(what),
    })
    this.devices.push(device)
    return device
  }

  /** Also those that have ended. */
  get everyDevice(): readonly Device[] {
    return [...this.devices, ...this.#ended]
  }

  devicesOf(user: string): Device[] {
    return this.devices.filter((device) => device.user === user)
  }

  /** Removes a device. Its storage is out of reach from then on, so what it has not sent is lost. */
  endDevice(device: Device): void {
    this.devices.splice(this.devices.indexOf(device), 1)
    this.#ended.push(device)
    device.end()
    this.#tellEnd(device)
  }

  /** A device is gone for good, with everything on it. The relay is not told. */
  loseDevice(device: Device): void {
    this.devices.splice(this.devices.indexOf(device), 1)
    this.#ended.push(device)
    device.lose()
    for (const tab of [...device.tabs]) device.killTab(tab)
  }

  /** At once, or while the copy is being replaced, or just after. Somebody opens another tab later. */
  #mayDie(device: Device, tab: Tab): void {
    if (!this.setting.diesStartingOver || this.isHealed || !happens(this.#deaths, 0.25)) return
    this.time.after(between(this.#deaths, 0, 20), () => {
      if (!device.tabs.includes(tab) || this.isHealed) return
      device.killTab(tab)
      this.tell(`${tab.label} dies while a document starts over`)
      this.time.after(between(this.#deaths, 500, 5_000), () => device.tabs.length === 0 && device.openTab())
    })
  }

  #tellEnd(device: Device): void {
    const again = () => this.time.after(1_000, () => this.#tellEnd(device))
    if (this.host.isUp)
      this.host.core.people.endDevice(device.user, device.key.idText).catch(again) // the disk is full
    else again()
  }

  async act(user: User, act: Act): Promise<void> {
    const answer = await this.during(this.host.core.act(user.id, this.id(), act))
    if ('error' in answer) throw new Error(`${act.do}: ${answer.error}`)
  }

  async #enter({ username, devices, honest }: Part): Promise<void> {
    const user = { id: this.id(), username }
    this.users.set(user.id, user)
    await this.during(this.host.core.people.put({ ...user, name: username }))
    for (const _ of devices) await this.addDevice(user, honest)
  }
}

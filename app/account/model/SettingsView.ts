import { viewContext } from '../../ui/reactive/viewContext.ts'
import type { Agent } from './agent.ts'
import type { Outcome, Trouble } from './outcome.ts'

/** What users can do with their own account. All of it needs the relay. */
export interface SettingsView {
  facts(): Promise<AccountFacts | Trouble>
  rename(username: string): Promise<Outcome>
  changeMail(email: string, password: string): Promise<Outcome>
  changePassword(current: string, next: string): Promise<Outcome>
  sessionsAndDevices(): Promise<SessionsAndDevices | Trouble>
  endSession(id: string): Promise<Outcome>
  endOtherSessions(): Promise<Outcome>
  endDevice(device: string): Promise<Outcome>
  /** Makes a link that signs in another device. It works once, within two minutes. */
  makeLink(): Promise<SignInLink | Trouble>
  linkState(id: string): Promise<'waiting' | 'used' | 'over' | Trouble>
  /** Everything that the relay has about this user, as JSON. */
  takeAll(): Promise<Uint8Array | Trouble>
  /** Null if the picture is not available now. */
  picture(hash: string): Promise<Uint8Array | null>
  /** Deletes the account from the relay and from this device. With `erase`, also all its messages. */
  remove(password: string, erase: boolean): Promise<Outcome>
  /** For admins, like the two methods after it: problems that the relay has found in itself. */
  health(): Promise<Health | Trouble>
  resetLinkFor(username: string): Promise<{ link: string } | Trouble>
  endAccount(username: string): Promise<Outcome>
}

/** For visitors who are not signed in. */
export interface LinksView {
  /** The answer is the same for known and unknown logins. */
  forgot(login: string): Promise<Outcome>
  /** Sets a new password and signs the user in. */
  reset(token: string, password: string): Promise<Outcome>
  confirmMail(token: string): Promise<{ email: string; username: string } | Trouble>
  /** The user whom a link would sign in. */
  whose(token: string): Promise<{ username: string } | Trouble>
  signInByLink(token: string): Promise<Outcome>
}

export interface Health {
  clock: ClockTrouble | null
}
/** What the relay's clock disagrees with, and by how many milliseconds it is ahead. Negative means behind. */
export interface ClockTrouble {
  against: 'records' | 'clients' | 'itself'
  byMs: number
}
export interface AccountFacts {
  email: string
  confirmed: boolean
  /** Whether the account has a password. */
  password: boolean
}
export interface SessionsAndDevices {
  sessions: readonly SignedInSession[]
  devices: readonly OwnDevice[]
}
export interface SignedInSession {
  id: string
  current: boolean
  device: string | null
  agent: Agent
  made: number
  used: number
}
export interface OwnDevice {
  id: string
  added: number
  ended: number | null
  agent: Agent
  used: number | null
}
export interface SignInLink {
  id: string
  token: string
  expires: number
}

export const [SettingsContext, useSettings] = viewContext<SettingsView & LinksView>()

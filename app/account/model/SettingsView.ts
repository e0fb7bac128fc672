import { viewContext } from '../../ui/viewContext.ts'
import type { Outcome, Trouble } from './outcome.ts'

/** What a person may do to their own account; all of it needs the relay. */
export interface SettingsView {
  facts(): Promise<AccountFacts | Trouble>
  rename(username: string): Promise<Outcome>
  changeMail(email: string, password: string): Promise<Outcome>
  changePassword(current: string, next: string): Promise<Outcome>
  whereabouts(): Promise<Whereabouts | Trouble>
  endSession(id: string): Promise<Outcome>
  endOtherSessions(): Promise<Outcome>
  endDevice(device: string): Promise<Outcome>
  /** Lets another device in, once and within two minutes. */
  makeLink(): Promise<SignInLink | Trouble>
  linkState(id: string): Promise<'waiting' | 'used' | 'over' | Trouble>
  /** All that the relay has of this person, as JSON. */
  takeAll(): Promise<Uint8Array | Trouble>
  /** Null: it is not to be had now. */
  picture(hash: string): Promise<Uint8Array | null>
  /** Gone from the relay, and from this device. */
  remove(password: string, erase: boolean): Promise<Outcome>
  /** For admins, as what follows: what the relay has found wrong with itself. */
  health(): Promise<Health | Trouble>
  resetLinkFor(username: string): Promise<{ link: string } | Trouble>
  endAccount(username: string): Promise<Outcome>
}

/** For those who are not signed in, or not yet. */
export interface LinksView {
  /** The answer is the same whether the login is known or not. */
  forgot(login: string): Promise<Outcome>
  /** A new password; whoever made it is signed in. */
  reset(token: string, password: string): Promise<Outcome>
  confirmMail(token: string): Promise<{ email: string; username: string } | Trouble>
  /** As whom a link signs in. */
  whose(token: string): Promise<{ username: string } | Trouble>
  signInByLink(token: string): Promise<Outcome>
}

export interface Health {
  clock: ClockTrouble | null
}
/** What the relay's clock does not agree with, and by how much it is ahead of that; less than nothing: behind. */
export interface ClockTrouble {
  against: 'records' | 'clients' | 'itself'
  byMs: number
}
export interface AccountFacts {
  email: string
  confirmed: boolean
  /** Whether there is a password at all. */
  password: boolean
}
export interface Whereabouts {
  sessions: readonly SignedInSession[]
  devices: readonly OwnDevice[]
}
export interface SignedInSession {
  id: string
  current: boolean
  device: string | null
  /** `Chrome on Android`, or empty. */
  agent: string
  made: number
  used: number
}
export interface OwnDevice {
  id: string
  added: number
  ended: number | null
  agent: string
  used: number | null
}
export interface SignInLink {
  id: string
  token: string
  expires: number
}

export const [SettingsContext, useSettings] = viewContext<SettingsView & LinksView>()

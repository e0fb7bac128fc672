import AtSign from 'lucide-solid/icons/at-sign'
import Ban from 'lucide-solid/icons/ban'
import Circle from 'lucide-solid/icons/circle-dot'
import Download from 'lucide-solid/icons/download'
import Fingerprint from 'lucide-solid/icons/fingerprint-pattern'
import KeyRound from 'lucide-solid/icons/key-round'
import Lock from 'lucide-solid/icons/lock'
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone'
import QrCode from 'lucide-solid/icons/qr-code'
import Shield from 'lucide-solid/icons/shield'
import Trash from 'lucide-solid/icons/trash'
import User from 'lucide-solid/icons/user'
import type { Component } from 'solid-js'
import { part } from '../../ui/reactive/part.ts'

export interface Section {
  /** Its place in the address. The dictionary has its name. */
  id:
    | 'profile'
    | 'presence'
    | 'email'
    | 'password'
    | 'passkeys'
    | 'devices'
    | 'phone'
    | 'privacy'
    | 'blocked'
    | 'export'
    | 'admin'
    | 'delete'
  icon: Component<{ size?: number }>
  page: Component
  /** Shown only to admins of the relay. */
  admin?: true
}

export const sections: readonly Section[] = [
  { id: 'profile', icon: User, page: part(() => import('./ProfileSection.tsx')) },
  { id: 'presence', icon: Circle, page: part(() => import('./PresenceSection.tsx')) },
  { id: 'email', icon: AtSign, page: part(() => import('./MailSection.tsx')) },
  { id: 'password', icon: KeyRound, page: part(() => import('./PasswordSection.tsx')) },
  { id: 'passkeys', icon: Fingerprint, page: part(() => import('./PasskeySection.tsx')) },
  { id: 'devices', icon: MonitorSmartphone, page: part(() => import('./DevicesSection.tsx')) },
  { id: 'phone', icon: QrCode, page: part(() => import('./PhoneSection.tsx')) },
  { id: 'privacy', icon: Lock, page: part(() => import('./PrivacySection.tsx')) },
  { id: 'blocked', icon: Ban, page: part(() => import('./BlockedSection.tsx')) },
  { id: 'export', icon: Download, page: part(() => import('./ExportSection.tsx')) },
  { id: 'admin', icon: Shield, page: part(() => import('./AdminSection.tsx')), admin: true },
  { id: 'delete', icon: Trash, page: part(() => import('./DeleteSection.tsx')) },
]

import { t } from '../../words/timeline.ts'
import type { MembershipNotice } from '../model/RoomView.ts'

type Did = MembershipNotice['did'] | 'again'
/** What one person erased of one person's messages. */
interface Erased {
  did: 'erased'
  name: string
  of: string | undefined
  messages: number
}
interface Group {
  did: Exclude<Did, 'erased'>
  /** Names by user id, or by another key if there is none (`keyOf`). */
  who: Map<string, string>
  /** For `renamed`: the new name of the room. */
  to?: string
}

/** How many groups are told in one line. */
const told = 8

/**
 * For example `amy and bob joined · cy left`. People who did the same are grouped, but each person's own notices keep
 * their order.
 */
export const noticesText = (notices: readonly MembershipNotice[]): string => {
  const groups = [...groupsOf(notices), ...erasedIn(notices)]
  const more = groups.slice(told).reduce((sum, group) => sum + sizeOf(group), 0)
  const said = groups.slice(0, told).map(wordsOf)
  return [...said, ...(more > 0 ? [t('moreChanges', more)] : [])].join(' · ')
}

const sizeOf = (group: Group | Erased): number => (group.did === 'erased' ? group.messages : group.who.size)

const wordsOf = (group: Group | Erased): string => {
  if (group.did === 'erased') {
    const { name, of, messages } = group
    return of ? t('erasedOf', name, of, messages) : t('erased', name, messages)
  }
  const { did, who, to = '' } = group
  const names = [...who.values()]
  return did === 'renamed' ? t('renamed', names[0] ?? '', to) : t(`did.${did}`, names)
}

const groupsOf = (notices: readonly MembershipNotice[]): Group[] => {
  const groups: Group[] = []
  for (const notice of notices) {
    if (notice.did === 'erased') continue
    const key = keyOf(notice)
    const latest = groups.findLastIndex(({ who }) => who.has(key))
    const before = groups[latest]?.did
    if (before === notice.did || (before === 'again' && notice.did === 'joined')) continue
    const did = notice.did === 'joined' && latest >= 0 ? 'again' : notice.did
    const group = groups.slice(latest + 1).find((group) => group.did === did && did !== 'renamed')
    if (group) group.who.set(key, notice.name)
    else groups.push({ did, who: new Map([[key, notice.name]]), ...(notice.to !== undefined && { to: notice.to }) })
  }
  return groups
}

const erasedIn = (notices: readonly MembershipNotice[]): Erased[] => {
  const all = new Map<string, Erased>()
  for (const { did, user = '', name, of } of notices) {
    if (did !== 'erased') continue
    const key = JSON.stringify([user, name, of])
    all.set(key, { did, name, of, messages: (all.get(key)?.messages ?? 0) + 1 })
  }
  return [...all.values()]
}

/** The user id, because two people may have the same name. Each time the room was renamed is told by itself. */
const keyOf = ({ did, user, name, time }: MembershipNotice): string =>
  did === 'renamed' ? `room ${time}` : (user ?? name)

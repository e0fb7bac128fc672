import { people, sentences } from '../ui/sentences.ts'
import type { MembershipNotice } from './view.ts'

/** `amy and bob joined · cy left`, however many there were; each thing that was done stands once. */
export const wordsForNotices = (notices: readonly MembershipNotice[]): string =>
  [...groups(notices)]
    .map(([did, names]) => `${people([...names])} ${(names.size > 1 ? sentences.didAll : sentences.did)[did]}`)
    .join(' · ')

const groups = (notices: readonly MembershipNotice[]): Map<MembershipNotice['did'], Set<string>> => {
  const groups = new Map<MembershipNotice['did'], Set<string>>()
  for (const { did, name } of notices) groups.set(did, (groups.get(did) ?? new Set()).add(name))
  return groups
}

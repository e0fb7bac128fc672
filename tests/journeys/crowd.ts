import { newMember, newUser } from '../../relay/acts/rows.ts'
import { readConfig } from '../../relay/config/config.ts'
import { withRoster } from '../../relay/documents/rewrite-stale.ts'
import { Device, type RecordDraft } from '../../relay/seed/device.ts'
import { act, bringDevice, type Hand, randomId, type Seeding, writerFor } from '../../relay/seed/seeding.ts'
import { withSeeding } from '../../relay/seed/with-seeding.ts'
import type { Change } from '../../relay/store/store.ts'
import { toBase64url } from '../../shared/base64url.ts'

/** A public room with 500 members. Each of them reacted to one message, with one of 40 emoji. */
export const crowd = {
  room: 'All hands',
  people: 500,
  emoji:
    '🎉 👏 ❤️ 🚀 🙌 🔥 💯 🤩 😍 🥳 🎂 🍾 🌟 💪🏽 🙏 😎 🤝 👀 🫡 🐙 🦄 🏳️‍🌈 ☕ 🍕 🎸 🏆 🧠 💡 🎯 🛠️ 📈 🌻 🐢 🦊 🍀 🥁 🎈 🧁 🚲 👩‍💻'.split(
      ' ',
    ),
  news: 'We did it: the new server carries every room. Thank you all!',
} as const

const talk = [
  'Good morning, everyone',
  'The numbers come at ten, I am told. Or when the coffee is ready, whichever is later.',
  'Coffee is ready.',
  crowd.news,
  'I was the one who pulled the plug by mistake in March. It never happened, right?',
  'What happened in March?',
  'Exactly :)',
]

/** Adds it to the data of the demo, whose `accounts` are members too. */
export const seedCrowd = (data: string, accounts: readonly [string, ...string[]]): Promise<void> =>
  withSeeding(readConfig(['--data', data], {}), async (seeding) => {
    const [owner, ...others] = await Promise.all(accounts.map((name) => handOf(seeding, name)))
    const room = randomId()
    await act(seeding, owner!.user, { do: 'make', room, name: crowd.room, topic: '', visibility: 'public' })
    for (const { user } of others) await act(seeding, user, { do: 'join', room })
    const hands = [owner!, ...others, ...(await addStrangers(seeding, room, crowd.people - accounts.length))]
    const news = await talkIn(seeding, room, hands)
    const time = Date.now()
    await Promise.all(
      hands.map((hand, at) =>
        write(seeding, hand, room, {
          body: { kind: 'react', emoji: emojiOf(at), on: true },
          time: time + at,
          ref: news,
        }),
      ),
    )
  })

/** Members without an account, stored at once. Letting them join one by one would take a minute. */
const addStrangers = async ({ store }: Seeding, room: string, count: number): Promise<Hand[]> => {
  const now = Date.now()
  const hands = Array.from({ length: count }, () => ({ user: randomId(), device: new Device() }))
  const change: Change = {
    users: hands.map(({ user }, at) => newUser({ id: user, username: `stranger${at}`, name: nameOf(at) })),
    devices: hands.map(({ user, device: { id, publicKey } }) => {
      return { id, user, publicKey: toBase64url(publicKey), added: now, ended: null }
    }),
    members: hands.map(({ user }) => newMember(room, user, 'member', now)),
  }
  await store.commit((await withRoster(store, change, room, now)).change)
  return hands
}

/** Returns the name of the message that all react to. */
const talkIn = async (seeding: Seeding, room: string, hands: readonly Hand[]): Promise<string> => {
  let news = ''
  for (const [at, text] of talk.entries()) {
    const name = await write(seeding, hands[10 + at * 3]!, room, { body: { kind: 'post', text }, time: Date.now() })
    if (text === crowd.news) news = name
  }
  return news
}

const write = async (seeding: Seeding, hand: Hand, room: string, draft: RecordDraft): Promise<string> => {
  const writer = writerFor(seeding, hand, room)
  const [name] = await writer.write([draft])
  writer.close()
  return name!
}

export const handOf = async (seeding: Seeding, username: string): Promise<Hand> =>
  bringDevice(seeding, (await seeding.accounts.people.byUsername(username))!.id)

const given = 'Ana Ben Chi Dora Emre Fay Goran Hana Ivo Juno Kofi Lena Mbali Nils Olga Pau Quinn Rosa Sami Tove'.split(
  ' ',
)
const family =
  'Abad Brook Cruz Diaz Eriksen Faro Gupta Hahn Ito Jones Kaya Lind Mensah Novak Okafor Park Quist Rossi Silva Tran Ueda Varga Wong Xu Young'.split(
    ' ',
  )
const nameOf = (at: number): string => `${given[at % given.length]} ${family[Math.floor(at / given.length)]}`

/** The first emoji from 147 people, the last from 4. 419 has no divisor in common with 500, so it mixes their order. */
const emojiOf = (at: number): string => {
  const mixed = (at * 419) % crowd.people
  return crowd.emoji[Math.floor(crowd.emoji.length * (mixed / crowd.people) ** 3)]!
}

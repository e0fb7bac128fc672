import { fromBase64url } from '../../shared/base64url.ts'
import { type Body, kinds, writeBody } from '../../shared/record/kinds.ts'
import { readRecordName, recordName } from '../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../shared/record/record.ts'
import { signedBytes } from '../../shared/record/signed-bytes.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { writeFrame } from '../../shared/wire/mux.ts'
import { type Struct, writeUpdate } from '../../shared/wire/update.ts'
import type { Signed } from '../world/device.ts'
import type { Device } from './device.ts'
import { between, clientId } from './odds.ts'
import type { Replica } from './replica.ts'
import type { Tab } from './tab.ts'
import { seen } from './talk.ts'
import type { World } from './world.ts'

interface Scene {
  world: World
  device: Device
  tab: Tab
  room: string
  segment: number
  replica: Replica
}
type Trick = (scene: Scene) => string | null

const hostileEvent = (world: World): string | null => {
  const device = world.devices.find(({ honest }) => !honest)
  const tab = device?.tabs[0]
  if (!device || !tab) return null
  if (!tab.rooms.rooms().includes(world.room)) return writeFromOutside(world, device, tab)
  const place = world.chance.pick(tab.rooms.segments(world.room))
  const scene = { world, device, tab, room: world.room, segment: place.number, replica: place.replica }
  const trick = world.chance.pick(Object.keys(tricks) as (keyof typeof tricks)[])
  const done = tricks[trick](scene)
  return done && `${tab.label} ${trick}: ${done}`
}

/** Writes as somebody who was removed. They still know the room's address, and may read it if it is public. */
const writeFromOutside = (world: World, device: Device, tab: Tab): string | null => {
  const channel = tab.socket.openAside(segmentName(world.room, 1))
  if (channel === null) return null
  const record = signedIn(world, device, world.room, 3_000 + world.chance.below(1_000), 'still here')
  const update = writeUpdate({ blocks: [{ client: clientId(world.chance), clock: 0, structs: [record] }], deleted: [] })
  tab.socket.sendRaw(writeFrame({ channel, message: writeMessage({ type: 'update', update }) }))
  return `${tab.label} writes from outside: ${record.name}`
}

/** Writes with the app's own code, but without asking the rules first. */
const write = ({ tab, room, segment }: Scene, body: Body, ref = '', aheadMs = 0): string => {
  tab.write({ room, segment, ref, body, aheadMs })
  return body.kind
}

const someEntry = ({ world, tab, room }: Scene) => {
  const all = seen(tab, room)
  return all.length === 0 ? null : world.chance.pick(all)
}

/** Sends structs under any client id, as one live update. */
const send = ({ tab, replica }: Scene, client: number, clock: number, ...structs: Struct[]): void => {
  const channel = tab.socket.channelOf(replica)
  if (channel === null) return
  const update = writeUpdate({ blocks: [{ client, clock, structs }], deleted: [] })
  tab.socket.sendRaw(writeFrame({ channel, message: writeMessage({ type: 'update', update }) }))
}

/** A record signed by this device, at any place in its chain. */
const signed = ({ world, device, room }: Scene, seq: number, text: string): Signed =>
  signedIn(world, device, room, seq, text)

const signedIn = (world: World, device: Device, room: string, seq: number, text: string): Signed => {
  const fields = { device: device.key.id, seq, prev: new Uint8Array(16), epoch: 0, time: world.time.now(), ref: '' }
  const unsigned = writeUnsigned({ kind: kinds.post, ...fields, body: writeBody({ kind: 'post', text }) })
  const signature = device.key.sign(signedBytes(fromBase64url(room), unsigned))
  return { name: recordName(device.key.id, seq), bytes: withSignature(unsigned, signature) }
}

const tricks = {
  touchesOthers: (scene) => {
    const target = someEntry(scene)
    const bodies: Body[] = [{ kind: 'edit', text: 'mine' }, { kind: 'erase' }, { kind: 'pin', on: true }]
    const { world, tab, room } = scene
    if (!target) return null
    tab.write({ room, segment: target.segment, ref: target.entry.name, body: world.chance.pick(bodies) })
    return target.entry.name
  },
  namesNothing: (scene) =>
    write(scene, { kind: 'react', emoji: '?', on: true }, recordName(scene.world.chance.bytes(16), 1)),
  setsInARoom: (scene) => write(scene, { kind: 'set', key: 'x', value: 1 }),
  importsAsMember: (scene) => write(scene, { kind: 'import', text: 'x', who: 'y', id: 'z' }),
  postsFromTheFuture: (scene) => write(scene, { kind: 'post', text: 'tomorrow' }, '', 86_400_000),

  usesANameTwice: (scene) => {
    const { world } = scene
    const entry = [...scene.device.storage.written.values()].find(({ room }) => room === scene.room)
    if (!entry) return null
    send(scene, clientId(world.chance), 0, signed(scene, readRecordName(entry.name).seq, 'other words'))
    return entry.name
  },

  /** Writing the same record twice is allowed. When one copy is erased, the other must be too. */
  saysTwiceAndErases: (scene) => {
    const { world, tab, room, device } = scene
    const own = seen(tab, room).filter(({ entry }) => entry.device === device.key.idText && entry.kind === 'post')
    if (own.length === 0) return write(scene, { kind: 'post', text: 'for later' })
    const { segment, entry } = world.chance.pick(own)
    const replica = tab.rooms.segment(room, segment)
    if (replica) send({ ...scene, replica }, clientId(world.chance), 0, { name: entry.name, bytes: entry.bytes })
    tab.write({ room, segment, ref: entry.name, body: { kind: 'erase' } })
    return entry.name
  },

  bringsWhatOthersWrote: (scene) => {
    const target = someEntry(scene)
    if (!target) return null
    send(scene, clientId(scene.world.chance), 0, { name: target.entry.name, bytes: target.entry.bytes })
    return target.entry.name
  },

  forges: (scene) => {
    const target = someEntry(scene)
    if (!target) return null
    const bytes = target.entry.bytes.slice()
    bytes[bytes.length - 1]! ^= 1
    send(scene, clientId(scene.world.chance), 0, { name: target.entry.name, bytes })
    return target.entry.name
  },

  signsBadly: (scene) => {
    const { name, bytes } = signed(scene, 5_000 + scene.world.chance.below(1_000), 'unsigned')
    bytes[bytes.length - 1]! ^= 1
    send(scene, clientId(scene.world.chance), 0, { name, bytes })
    return name
  },

  leavesAGap: (scene) => {
    const record = signed(scene, 7_000 + scene.world.chance.below(1_000), 'beyond')
    send(scene, clientId(scene.world.chance), between(scene.world.chance, 1, 9), record)
    return record.name
  },

  writesUnderAnothersClient: (scene) => {
    const { world, replica } = scene
    const known = [...replica.doc.store.clients.keys()]
    if (known.length === 0) return null
    const client = world.chance.pick(known)
    const clock = replica.doc.store.clients.get(client)!.length
    send(scene, client, clock, signed(scene, 9_000 + world.chance.below(1_000), 'as you'))
    return `${client}`
  },

  sendsRubbish: ({ world, tab, replica }) => {
    const channel = tab.socket.channelOf(replica)
    if (channel === null) return null
    const message = world.chance.bytes(between(world.chance, 1, 40))
    tab.socket.sendRaw(writeFrame({ channel, message }))
    return `${message.length} bytes`
  },
} satisfies { [name: string]: Trick }

export const hostility = { hostile: hostileEvent }

import { eraseAfterMs } from '../../shared/room/acts.ts'
import type { Device } from './device.ts'
import { between, happens } from './odds.ts'
import type { World } from './world.ts'

const someDevice = (world: World, is: (device: Device) => boolean): Device | null => {
  const devices = world.devices.filter(is)
  return devices.length === 0 ? null : world.chance.pick(devices)
}

const withDevice = (world: World, is: (device: Device) => boolean, what: string, then: (device: Device) => void) => {
  const device = someDevice(world, is)
  if (!device) return null
  then(device)
  return `${device.label} ${what}`
}

const mostTabs = 3
const dayMs = 86_400_000
/** Twice, and what a ban hid is due to be erased. */
const longSleepMs = eraseAfterMs * 0.6

export const troubles = {
  lose: (world: World) =>
    withDevice(
      world,
      (device) => device.isReachable,
      'loses the network',
      (device) => device.lose(),
    ),
  reach: (world: World) =>
    withDevice(
      world,
      (device) => !device.isReachable,
      'has network again',
      (device) => device.reach(),
    ),

  crash: ({ host }: World) => {
    if (!host.isUp) return null
    host.crash()
    return 'the relay is killed'
  },
  stop: ({ host }: World) => {
    if (!host.isUp) return null
    host.stop()
    return 'the relay is stopped'
  },
  restart: ({ host }: World) => {
    if (host.isUp) return null
    host.start()
    return 'the relay starts'
  },

  backUp: (world: World) => {
    world.backUp()
    return 'the data folder of the relay is copied'
  },
  putBack: (world: World) => {
    const { backup, chance } = world
    if (!backup) return null
    world.putBack(backup, happens(chance, 0.5) ? 0 : between(chance, 1, 8_000))
    return 'a copy of the data folder is put back'
  },

  openTab: (world: World) =>
    withDevice(
      world,
      ({ tabs }) => tabs.length < mostTabs,
      'opens a tab',
      (device) => device.openTab(),
    ),
  killTab: (world: World) =>
    withDevice(
      world,
      ({ tabs }) => tabs.length > 0,
      'loses a tab',
      (device) => device.killTab(world.chance.pick(device.tabs)),
    ),

  /** The browser took the documents away, and left the journal. */
  evict: (world: World) =>
    withDevice(
      world,
      () => true,
      'loses its documents',
      (device) => {
        for (const tab of device.tabs) device.killTab(tab)
        device.storage.documents.clear()
        device.storage.lost.clear()
        device.storage.stillHeld.clear()
        device.storage.heldOfOthers.clear()
        device.openTab()
      },
    ),

  signOut: (world: World) =>
    withDevice(
      world,
      (device) => device.isSignedIn,
      'is signed out',
      ({ session }) => world.host.signOut(session),
    ),
  signIn: (world: World) =>
    withDevice(
      world,
      (device) => !device.isSignedIn,
      'signs in',
      (device) => device.signIn(),
    ),

  jumpClock: (world: World) =>
    withDevice(
      world,
      () => true,
      'gets a wrong clock',
      (device) => {
        device.skewMs = between(world.chance, -dayMs, dayMs)
      },
    ),

  slow: (world: World) =>
    withDevice(
      world,
      () => true,
      'reads slowly',
      (device) => {
        device.slow = true
      },
    ),
  fast: (world: World) =>
    withDevice(
      world,
      () => true,
      'reads fast again',
      (device) => {
        device.slow = false
      },
    ),

  /** Somebody takes a device of theirs off; whoever has it in hand can do nothing more with it. */
  endDevice: (world: World) => {
    const device = someDevice(world, ({ user, honest }) => honest && world.devicesOf(user).length > 1)
    if (!device || !world.host.isUp) return null
    world.endDevice(device)
    return `${device.label} is taken off`
  },

  sleep: (world: World) => {
    world.time.sleep(longSleepMs)
    return 'all machines sleep for a while'
  },

  fillDisk: ({ disk }: World) => {
    if (disk.full) return null
    disk.full = true
    return 'the disk is full'
  },
  freeDisk: ({ disk }: World) => {
    if (!disk.full) return null
    disk.full = false
    return 'the disk has room'
  },
}

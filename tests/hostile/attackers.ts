import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { fromBase64url } from '../../shared/base64url.ts'
import { rosterName, segmentName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { type Control, writeFrame } from '../../shared/wire/mux.ts'
import { writePresence } from '../../shared/wire/presence.ts'
import { Device } from '../world/device.ts'
import { UpdateWriter } from '../world/update-writer.ts'

/** What an attacker knows and owns. */
export interface Arms {
  port: number
  /** The address that they connect from. */
  from: string
  /** A public room that is expensive to read. */
  room: string
  /** A room of their own. */
  own: string
  /** The login of somebody else. */
  login: string
  /** Their session and the seed of their device's key. */
  token: string
  deviceSeed: string
  /** How many sockets they use where many are useful. */
  crowd: number
}

/** What an attack is made with: `over` ends all of its sockets. */
interface Camp extends Arms {
  loot: Loot
  over: AbortSignal
}

export interface Loot {
  bytes: number
  answers: number
  /** Sockets that the relay closed or refused. */
  ended: number
}

/** Prepares an attack. The result is called again and again while the attack lasts. */
type Attack = (camp: Camp) => () => void

const everything = writeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })
const whoIsThere = writeMessage({ type: 'query-awareness' })

/** A WebSocket that connects again at once whenever it ends. `say` drops what cannot be sent now. */
const persistent = (camp: Camp, path: string, isMember: boolean, begin = () => {}) => {
  const { port, from, token, loot, over } = camp
  const headers = isMember ? { authorization: `Bearer ${token}` } : {}
  let socket: WebSocket
  const open = () => {
    socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers, localAddress: from, perMessageDeflate: false })
    socket.on('message', (data: Buffer) => {
      loot.bytes += data.length
      loot.answers++
    })
    socket.on('error', () => {})
    socket.on('open', begin)
    socket.on('close', () => {
      loot.ended++
      if (!over.aborted) setImmediate(open)
    })
  }
  open()
  over.addEventListener('abort', () => socket.terminate())
  return {
    say(...frames: Uint8Array[]) {
      for (const frame of frames)
        if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < 1 << 20) socket.send(frame)
    },
    leave: () => socket.terminate(),
  }
}

/** A connection that never reads. It sends `again` as long as the relay takes it, and connects again if it was ended. */
const raw = ({ port, from, loot, over }: Camp, first: string, again = '') => {
  const open = () => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from, allowHalfOpen: true, signal: over })
    socket.on('error', () => {})
    socket.on('close', () => loot.ended++)
    socket.pause()
    socket.write(first)
    return socket
  }
  let socket = open()
  return () => {
    if (socket.destroyed) socket = open()
    else if (again !== '' && socket.writableLength < 1 << 16) socket.write(again)
  }
}

/** One request whose answer is read. */
const ask = ({ port, from, loot, over }: Camp, request: string) => {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from, signal: over })
  socket.on('error', () => {})
  socket.on('close', () => loot.ended++)
  socket.on('data', (bytes) => {
    loot.bytes += bytes.length
    loot.answers++
  })
  socket.write(request)
}

const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))
const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nhost: x\r\n${more}\r\n`
const control = (frame: Control) => writeFrame(frame)
const on = (channel: number, message: Uint8Array) => writeFrame({ channel, message })

/** Each of twenty sockets opens the same document on a hundred channels, and asks for all of it again and again. */
const channels =
  (isMember: boolean): Attack =>
  (camp) => {
    const document = segmentName(camp.room, 1)
    const sockets = many(20, () => {
      const socket = persistent(camp, '/sync', isMember, () => {
        for (let channel = 1; channel <= 100; channel++) socket.say(control({ control: 'open', channel, document }))
      })
      return socket
    })
    return () => {
      for (const socket of sockets)
        for (let channel = 1; channel <= 100; channel++) socket.say(on(channel, everything), on(channel, whoIsThere))
    }
  }

/** Many sockets ask for all of a room again and again. */
const sockets =
  (isMember: boolean): Attack =>
  (camp) => {
    const crowd = many(camp.crowd, () => persistent(camp, `/sync/${segmentName(camp.room, 1)}`, isMember))
    return () => {
      for (const socket of crowd) socket.say(everything)
    }
  }

/** Opens and closes channels as fast as possible. */
const churn =
  (isMember: boolean): Attack =>
  (camp) => {
    const documents = [segmentName(camp.room, 1), rosterName(camp.room)]
    const open = () => {
      let channel = 0
      const socket = persistent(camp, '/sync', isMember, () => {
        channel = 0
      })
      return () => {
        for (let n = 0; n < 50; n++) {
          channel++
          const opened = control({ control: 'open', channel, document: documents[n % 2]! })
          socket.say(opened, on(channel, everything), control({ control: 'close', channel, code: 1000 }))
        }
      }
    }
    const agains = many(20, open)
    return () => {
      for (const again of agains) again()
    }
  }

/** Sockets that connect, ask for everything and leave. */
const comings =
  (isMember: boolean): Attack =>
  (camp) => {
    const crowd = many(Math.ceil(camp.crowd / 5), () => {
      const path = `/sync/${segmentName(camp.room, 1)}`
      const socket = persistent(camp, path, isMember, () => socket.say(everything))
      return socket
    })
    return () => {
      for (const socket of crowd) socket.leave()
    }
  }

/** Endless requests whose answers are never read. */
const requests: Attack = (camp) => {
  const train = get('/archive/style.css').repeat(100)
  const crowd = many(camp.crowd, () => raw(camp, train, train))
  return () => {
    for (const again of crowd) again()
  }
}

/** Connections that stop in the middle of a request, at different places. */
const halves: Attack = (camp) => {
  const beginnings = [
    '\n',
    'GET / HTTP/1.1\r\nhost',
    'POST /api/sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{',
  ]
  return () => {
    for (const beginning of beginnings) many(10, () => raw(camp, beginning))
  }
}

/** Guesses passwords. */
const guesses: Attack = (camp) => {
  let n = 0
  return () => {
    const body = JSON.stringify({ login: camp.login, password: `a guess of mine, number ${n++}` })
    const head = 'POST /api/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\n'
    many(10, () => ask(camp, `${head}content-length: ${body.length}\r\n\r\n${body}`))
  }
}

/** The pages that cost most. */
const pages: Attack = (camp) => () => {
  for (const path of [`/archive/${camp.room}/1`, `/archive/${camp.room}`, '/archive', '/sitemap.xml'])
    many(10, () => ask(camp, get(path, 'connection: close\r\n')))
}

/** Sessions that were never begun. */
const sessions: Attack = (camp) => () => {
  for (const path of ['/sync', '/api/account'])
    many(25, () => ask(camp, get(path, 'authorization: Bearer made.up\r\nconnection: close\r\n')))
}

/** The largest records, as fast as they are taken, on many sockets. */
const records: Attack = (camp) => {
  const device = new Device(fromBase64url(camp.deviceSeed))
  const [writer, text] = [new UpdateWriter(), 'x'.repeat(8_000)]
  const crowd = many(10, () => persistent(camp, `/sync/${segmentName(camp.own, 1)}`, true))
  let turn = 0
  return () => {
    const update = writer.update(...many(4, () => device.post(camp.own, text)))
    crowd[turn++ % crowd.length]!.say(writeMessage({ type: 'update', update }))
  }
}

/** Presence that changes as fast as frames are taken. */
const presence: Attack = (camp) => {
  let clock = 0
  const crowd = many(20, () => persistent(camp, `/sync/${segmentName(camp.room, 1)}`, true))
  return () => {
    for (const [n, socket] of crowd.entries())
      for (let k = 0; k < 100; k++) {
        clock++
        const state = { typing: clock % 2 === 0, status: 'online' as const }
        const update = writePresence([{ client: 1_000 + n, clock, state }])
        socket.say(writeMessage({ type: 'awareness', update }))
      }
  }
}

/** Attacks that cost the relay work: by guests, and by somebody who has an account. */
export const attacks = {
  channels: channels(false),
  sockets: sockets(false),
  churn: churn(false),
  comings: comings(false),
  requests,
  halves,
  guesses,
  pages,
  sessions,
  "a member's channels": channels(true),
  "a member's sockets": sockets(true),
  "a member's churn": churn(true),
  "a member's comings": comings(true),
  "a member's records": records,
  "a member's presence": presence,
} satisfies { [name: string]: Attack }
export type Siege = keyof typeof attacks

import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { WebSocket } from 'ws'

// The attackers run in a thread of their own, so that their work does not disturb the measurement of the relay.
const { kind, port, document, login, crowd } = workerData
let bytes = 0
let answers = 0
const everyMs = 200

const varuint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varuint(value >>> 7)])
const text = (value) => [...varuint(value.length), ...Buffer.from(value)]
const everything = [0, 0, 1, 0]
const whoIsThere = [3]

const guest = (path) =>
  new Promise((opened) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`)
    socket.on('message', (data) => {
      bytes += data.length
      answers++
    })
    socket.on('error', () => {})
    socket.on('open', () => opened(socket))
    socket.on('close', () => opened(socket))
  })

const say = (socket, ...parts) => {
  if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < 1 << 20)
    socket.send(Uint8Array.from(parts.flat()))
}

const raw = (first, again = '') => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => {})
  socket.pause()
  socket.write(first)
  return () => {
    if (socket.destroyed) return
    if (again !== '' && socket.writableLength < 1 << 16) socket.write(again)
  }
}

const many = (count, make) => Promise.all(Array.from({ length: count }, (_, n) => make(n)))
const request = (path) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`

const attacks = {
  /** Each of twenty sockets opens the same document on a hundred channels, and asks for all of it again and again. */
  async channels() {
    const sockets = await many(20, () => guest('/sync'))
    for (const socket of sockets)
      for (let channel = 1; channel <= 100; channel++) say(socket, 0, 1, varuint(channel), text(document))
    return () => {
      for (const socket of sockets)
        for (let channel = 1; channel <= 100; channel++) {
          say(socket, varuint(channel), everything)
          say(socket, varuint(channel), whoIsThere)
        }
    }
  },

  /** The same with two hundred sockets. */
  async sockets() {
    const sockets = await many(crowd, () => guest(`/sync/${document}`))
    return () => {
      for (const socket of sockets) say(socket, everything)
    }
  },

  /** Opens and closes channels as fast as possible. */
  async churn() {
    const sockets = await many(20, () => guest('/sync'))
    let channel = 0
    return () => {
      for (let n = 0; n < 50; n++) {
        channel++
        for (const socket of sockets) {
          say(socket, 0, 1, varuint(channel), text(document))
          say(socket, varuint(channel), everything)
          say(socket, 0, 2, varuint(channel), varuint(1_000))
        }
      }
    }
  },

  /** Endless requests whose answers are never read. */
  async requests() {
    const train = request('/archive/style.css').repeat(100)
    const sockets = await many(crowd, () => raw(train, train))
    return () => {
      for (const again of sockets) again()
    }
  },

  /** Sockets that stop in the middle of a request, at different places. */
  async halves() {
    const beginnings = [
      '\n',
      'GET / HTTP/1.1\r\nhost',
      'POST /api/sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{',
    ]
    const open = () => {
      for (const beginning of beginnings) for (let n = 0; n < 10; n++) raw(beginning)
    }
    open()
    return open
  },

  /** Guesses passwords. */
  async guesses() {
    let n = 0
    return () => {
      const body = JSON.stringify({ login, password: `a guess of mine, number ${n++}` })
      const head = `POST /api/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\n`
      for (let k = 0; k < 10; k++) raw(`${head}content-length: ${body.length}\r\n\r\n${body}`)
    }
  },
}

const again = await attacks[kind]()
again()
const timer = setInterval(again, everyMs)
parentPort.postMessage('begun')
parentPort.on('message', () => {
  clearInterval(timer)
  parentPort.postMessage({ bytes, answers })
  setTimeout(() => process.exit(0), 50)
})

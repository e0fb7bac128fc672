import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { WebSocket } from 'ws'

// Attackers on a thread of their own, so that what is measured is the relay and not the time that they take.
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
  /** The same document on a hundred channels of each of twenty sockets, all of it asked for again and again. */
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

  /** The same over two hundred sockets. */
  async sockets() {
    const sockets = await many(crowd, () => guest(`/sync/${document}`))
    return () => {
      for (const socket of sockets) say(socket, everything)
    }
  },

  /** Opened and closed again as fast as it goes. */
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

  /** Requests without end, of which no answer is read. */
  async requests() {
    const train = request('/archive/style.css').repeat(100)
    const sockets = await many(crowd, () => raw(train, train))
    return () => {
      for (const again of sockets) again()
    }
  },

  /** Sockets that stop at every point at which one can. */
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

  /** Guesses at a password. */
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

// Servers that do nothing but let people in, to see what Node itself needs for a crowd. `accept` says one byte to whoever
// connects, `upgrade` answers the upgrade to a WebSocket.
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { WebSocketServer } from 'ws'

/** As many as the relay lets wait. */
const backlog = 4_096
const ignore = () => {}

const accepting = () => createServer((socket) => socket.on('error', ignore).write('.'))

const upgrading = () => {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  return createHttpServer().on('upgrade', (request, raw, head) => {
    raw.on('error', ignore)
    sockets.handleUpgrade(request, raw, head, (socket) => socket.on('error', ignore))
  })
}

const server = process.argv[2] === 'accept' ? accepting() : upgrading()
server.listen(0, '127.0.0.1', backlog, () => process.send(server.address().port))
process.on('disconnect', () => process.exit(0))

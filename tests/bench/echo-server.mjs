// The upper limit for any relay: a WebSocket server that forwards every frame, reads nothing and keeps nothing.
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false }, () =>
  process.send(server.address().port),
)
server.on('connection', (socket) => {
  socket.on('error', () => {})
  socket.on('message', (frame) => {
    for (const other of server.clients) if (other !== socket) other.send(frame, { binary: true })
  })
})
process.on('disconnect', () => process.exit())

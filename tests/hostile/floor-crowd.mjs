// A crowd that connects as fast as one process can, in a process of its own. It says `here` once all have begun to
// connect. Told to leave, it waits until each has got an answer, leaves, and says how many had one.
import { once } from 'node:events'
import { connect } from 'node:net'

let crowd = []

const come = ({ port, size, request }) => {
  crowd = Array.from({ length: size }, () => {
    const socket = connect({ port, host: '127.0.0.1' }).on('error', () => {})
    if (request !== '') socket.write(request)
    const answered = once(socket, 'data').then(
      () => true,
      () => false,
    )
    const closed = new Promise((resolve) => socket.once('close', resolve))
    return { socket, closed, answered: Promise.race([answered, closed.then(() => false)]) }
  })
  setImmediate(() => process.send('here'))
}

const leave = async () => {
  const answers = await Promise.all(crowd.map(({ answered }) => answered))
  for (const { socket } of crowd) socket.destroy()
  await Promise.all(crowd.map(({ closed }) => closed))
  process.send(answers.filter(Boolean).length)
}

process.on('message', (order) => (order === 'leave' ? leave() : come(order)))
process.on('disconnect', () => process.exit(0))

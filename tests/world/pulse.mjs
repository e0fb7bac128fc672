// Loaded into a relay under test (`node --import`), beside its own code. On request it reports how long the event loop
// stood still and how much memory is held after a collection. It can also set the relay's clock.
import { performance } from 'node:perf_hooks'

const everyMs = 5
let stallMs = 0
let at = 0
let cpu = process.cpuUsage()
let timer = null

/** Stalls are looked for from the first reset on, because looking takes 2 % of a core. */
const reset = () => {
  stallMs = 0
  if (timer) return
  notice()
  timer = setInterval(look, everyMs).unref()
}

// The loop may be late because other programs had the processor. Only the time it worked counts as a stall.
const look = () => {
  const lateMs = performance.now() - at - everyMs
  const { user, system } = process.cpuUsage(cpu)
  stallMs = Math.max(stallMs, Math.min(lateMs, (user + system) / 1000))
  notice()
}

const notice = () => {
  at = performance.now()
  cpu = process.cpuUsage()
}

const collect = async () => {
  for (let round = 0; round < 3; round++) {
    globalThis.gc()
    await new Promise(setImmediate) // objects that were just freed may release more
  }
}

// The real clock of the machine, which a test may shift.
const machine = Date.now
let shiftMs = Number(process.env.TEST_CLOCK_SHIFT_MS ?? 0)
Date.now = () => machine() + shiftMs

process.on('message', async (question) => {
  if (typeof question === 'number') shiftMs = question
  if (question === 'reset') reset()
  if (question === 'collect') await collect()
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage()
  process.send({ stallMs, residentBytes: rss, heldBytes: heapUsed + arrayBuffers })
})
process.on('disconnect', () => process.exit(1)) // the test is gone, so its relay ends too
process.channel.unref()

// Loaded into a relay under test (`node --import`), beside its code: tells, when asked, how long its event loop stood
// still and how much memory it holds after a collection.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()

process.on('message', (question) => {
  if (question === 'reset') delay.reset()
  if (question === 'collect') globalThis.gc?.()
  process.send({ stallMs: delay.max / 1e6, rssBytes: process.memoryUsage.rss(), ...process.memoryUsage() })
})
process.on('disconnect', () => process.exit(1)) // the test is gone: so is its relay
process.channel.unref()

// `npm run seed`: the relay's own command, from its sources.
process.argv.splice(2, 0, 'seed')
await import('../main.ts')

export {}

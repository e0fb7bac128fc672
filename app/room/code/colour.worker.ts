import { colour } from './colour.ts'
import type { Answer, Code } from './tokens.ts'

const say = (answer: Answer) => postMessage(answer)

addEventListener('message', ({ data }: MessageEvent<Code>) => say(colour(data)))
say('started')

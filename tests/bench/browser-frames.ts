import type { CDPSession } from 'playwright'

/** Turns of the screen while something moved: in how many the browser showed a new picture, and in how many it did not. */
export interface BrowserFrames {
  shown: number
  dropped: number
}

/**
 * What a person saw meanwhile, in the words of the browser itself: its trace has a `PipelineReporter` for each turn of
 * the screen. A picture that the compositor scrolled counts as shown, also if the page was busy (`PRESENTED_PARTIAL`).
 */
export const browserFrames = async (devtools: CDPSession, run: () => Promise<void>): Promise<BrowserFrames> => {
  const frames: FrameReporter[] = []
  const note = ({ value }: { value: unknown[] }) => {
    for (const event of value as TraceEvent[])
      if (event.name === 'PipelineReporter' && event.ph === 'b' && event.args?.frame_reporter)
        frames.push(event.args.frame_reporter)
  }
  devtools.on('Tracing.dataCollected', note)
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['cc', 'benchmark'] },
  })
  await run()
  const complete = new Promise<void>((done) => devtools.once('Tracing.tracingComplete', () => done()))
  await devtools.send('Tracing.end')
  await complete
  devtools.off('Tracing.dataCollected', note)
  const scrolled = frames.filter(({ scroll_state }) => scroll_state !== 'SCROLL_NONE')
  const dropped = scrolled.filter(({ state }) => state === 'STATE_DROPPED').length
  const shown = scrolled.filter(({ state }) => state.startsWith('STATE_PRESENTED')).length
  if (shown === 0) throw new Error('the browser told of no frames')
  return { shown, dropped }
}

interface TraceEvent {
  name: string
  ph: string
  args?: { frame_reporter?: FrameReporter }
}

interface FrameReporter {
  state: string
  scroll_state: string
}

import type { CDPSession } from 'playwright'

/** Frames while something scrolled: how many the browser showed, and how many it dropped. */
export interface BrowserFrames {
  shown: number
  dropped: number
}

/**
 * Counts the frames that a person could see, from the trace of Chromium: it has a `PipelineReporter` for each. A frame
 * that the compositor scrolled counts as shown, also if the page was busy (`STATE_PRESENTED_PARTIAL`).
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
  if (shown === 0) throw new Error('there are no frames in the trace')
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

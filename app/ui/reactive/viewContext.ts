import { type Context, createContext, useContext } from 'solid-js'

/** Creates a context for one of the views that `App` provides, and the hook with which screens read it. */
export const viewContext = <View>(): [Context<View | undefined>, () => View] => {
  const context = createContext<View>()
  const use = (): View => {
    const view = useContext(context)
    if (view === undefined) throw new Error('this screen must be drawn inside <App>')
    return view
  }
  return [context, use]
}

/** Where to go after a door: only ever a path of the app, whatever was asked for, and not the door again. */
export const pathInApp = (path: string | undefined): string =>
  path && /^\/(?![/\\])[\w\-./~]*$/.test(path) && !/^\/(?:sign-|api\/)/.test(path) ? path : '/'

/** Where to go after signing in: always a path of the app, whatever was asked for, and never the sign-in page again. */
export const pathInApp = (path: string | undefined): string =>
  path && /^\/(?![/\\])[\w\-./~]*$/.test(path) && !/^\/(?:sign-|api\/)/.test(path) ? path : '/'

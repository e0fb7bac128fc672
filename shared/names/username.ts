export const shortestUsername = 2
export const longestUsername = 32

/** Letters, digits, dot, underscore and hyphen, the first a letter or digit. */
export const usernameShape = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/** Why a user name has the wrong form, or null. Only the relay knows whether it can be had. */
export const usernameTrouble = (username: string): 'too-short' | 'too-long' | 'malformed' | null => {
  if (username.length < shortestUsername) return 'too-short'
  if (username.length > longestUsername) return 'too-long'
  return usernameShape.test(username) ? null : 'malformed'
}

/** The folder for reports and pictures. */
export const output: string
/** Runs projects, or some of their files. */
export function runSuite(name: string, projects: string[], files?: string[]): { passed: number; failed: number }

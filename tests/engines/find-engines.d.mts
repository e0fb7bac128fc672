/** Path of an installed program, or null. */
export function findProgram(name: string): string | null
/** Programs that an engine lacks here. */
export function lacking(name: 'Firefox' | 'WebKit'): string[]
/** Installs what is missing where possible. Returns a sentence for each engine that is not there afterwards. */
export function installEngines(log: string): Promise<string[]>

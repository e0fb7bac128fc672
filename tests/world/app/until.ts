/** Resolves once `holds` returns true. It has no time limit of its own, only the test's. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 1))
}

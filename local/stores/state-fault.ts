/** The sentence for people about a folder of state that is refused, and what they can do. */
export function stateFault(directory: string, why: string, cause?: unknown): Error {
  const advice = 'remove that folder to begin anew, or keep nothing by --memory';
  return new Error(`The state in ${directory} cannot be used, since ${why}: ${advice}`, { cause });
}

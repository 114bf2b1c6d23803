import { parseArgs, type ParseArgsConfig } from 'node:util';

/** As `parseArgs`. Throws a `TypeError` of one line that says what was wrong, and which options there are. */
export function readOptions<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (cause) {
    const [wrong] = String(cause instanceof Error ? cause.message : cause).split(/\.\s/);
    const known = Object.keys(config.options ?? {}).map((name) => `--${name}`);
    throw new TypeError(`${wrong}; known are ${known.join(', ')}`, { cause });
  }
}

/** What a command was asked for; where that is not allowed, it ends with code 2, and the sentence that says so. */
export function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

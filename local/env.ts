type Environment = Record<string, string | undefined>;

const defaultPort = 8787;

/** `PORT`; 0 stands for any that is free. Throws an `Error` with a sentence for people. */
export function readPort(env: Environment = process.env): number {
  const given = env['PORT'];
  if (given === undefined || given === '') return defaultPort;
  const port = /^\d{1,5}$/.test(given) ? Number(given) : NaN;
  if (port <= 65_535) return port;
  throw new Error(`PORT is ${JSON.stringify(given)}; a number from 0 to 65535 is expected`);
}

/** `AWS_ENDPOINT_URL`: the emulator to deploy to. */
export function readEndpoint(env: Environment = process.env): string | undefined {
  return env['AWS_ENDPOINT_URL'];
}

/** Whether npm started this program, by a shell between them. */
export function isRunByNpm(env: Environment = process.env): boolean {
  return env['npm_lifecycle_event'] !== undefined;
}

/** What programs need of the machine, and nothing of what its user has set for others. */
const machine = ['HOME', 'LANG', 'PATH', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR'];

/** The environment of the processes that are started here. */
export function machineEnvironment(env: Environment = process.env): Record<string, string> {
  return Object.fromEntries(
    machine.flatMap((name): [string, string][] => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

import { parseArgs } from 'node:util';

/** What there is to know of a deployed stack of the sample tasks. */
export interface Deployed {
  /** Of the API, with its stage or base path. */
  url: string;
  /** Where to connect to, where nobody resolves the URL's host. */
  via?: string;
  /** How the suite's titles name it. */
  place: string;
  /** How many begins it may be sent at once. */
  begins: number;
  /** Sends this bearer token, instead of a signature. */
  token?: string;
  /** Sends neither. */
  unsigned: boolean;
  /** Of the signature, where the host does not tell them. */
  region?: string;
  service?: string;
  /** The URL of the dead-letter queue, where one may be sent to it. */
  deadLetters?: string;
}

export const deployedHelp = `npm run test:deployed -- --url <base URL> [options]

Runs the end-to-end suite against a deployed stack of the sample tasks, and signs its requests by the credentials
that the AWS SDK finds (environment, profile, container, instance). All runs that it begins end, or are cancelled;
what it leaves in the table expires.

  --url <base URL>       with its stage: https://….execute-api.eu-north-1.amazonaws.com/prod
  --via <endpoint>       where to connect to, where nobody resolves the URL's host: an emulator's
  --place <name>         how the tests' titles name it; by default the URL's host
  --begins <number>      how many begins to send at once at the most; 50 by default
  --token <token>        send this bearer token, instead of signatures
  --unsigned             send no signatures
  --region, --service    of the signature, where the host does not tell them; by default AWS_REGION, execute-api
  --dead-letters <URL>   the dead-letter queue, to try its consumer; the credentials must allow to send to it
  --help                 this`;

const options = {
  url: { type: 'string' },
  via: { type: 'string' },
  place: { type: 'string' },
  begins: { type: 'string' },
  token: { type: 'string' },
  unsigned: { type: 'boolean' },
  region: { type: 'string' },
  service: { type: 'string' },
  'dead-letters': { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Undefined where help is asked for. Throws an `Error` with a sentence for people. */
export function readDeployed(args: readonly string[]): Deployed | undefined {
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) return undefined;
  const url = URL.parse(values.url ?? '');
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      `--url is ${JSON.stringify(values.url)}; the base URL of a deployed API is expected`,
    );
  }
  const { via, token, unsigned = false, region, service, 'dead-letters': deadLetters } = values;
  return {
    url: url.href.replace(/\/$/, ''),
    place: values.place ?? url.host,
    begins: numberOf(values.begins ?? '50'),
    unsigned,
    ...(via !== undefined && { via }),
    ...(token !== undefined && { token }),
    ...(region !== undefined && { region }),
    ...(service !== undefined && { service }),
    ...(deadLetters !== undefined && { deadLetters }),
  };
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new Error(`--begins is ${JSON.stringify(text)}; a number from 1 to 9999 is expected`);
}

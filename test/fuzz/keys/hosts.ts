import type { Choices } from '../../simulator/choices.ts';
import { encodedWays, oneOf } from './pieces.ts';

/** Where an absolute URL leads, in its canonical form. */
export interface Site {
  scheme: 'http' | 'https';
  host: Host;
  /** One that is not its scheme's own; undefined for that one. */
  port: string | undefined;
}

interface Host {
  canonical: string;
  /** Further texts for the same name; each may be written in any case and percent-encoded. */
  others?: readonly string[];
  /** An address in brackets is not percent-encoded. */
  isAddress?: true;
}

const hosts: [Host, ...Host[]] = [
  { canonical: 'a.example' },
  { canonical: 'b.example' },
  { canonical: 'a.example.' },
  { canonical: 'a_b~.example' },
  { canonical: "a!$&'()*+,;=b" },
  { canonical: 'xn--bcher-kva.example', others: ['bücher.example', 'BÜCHER。example'] },
  { canonical: 'xn--fa-hia.example', others: ['faß.example'] },
  { canonical: 'xn--r8jz45g.jp', others: ['例え.jp', '例え．jp'] },
  { canonical: 'xn--e1afmkfd.example', others: ['пример.example', 'ПРИМЕР.example'] },
  { canonical: '127.1' },
  { canonical: '0x7f.0.0.1' },
  { canonical: '192.0.2.1' },
  { canonical: '[::1]', isAddress: true },
  { canonical: '[2001:db8::a]', isAddress: true },
];

const ports = { http: '80', https: '443' };

export function drawSite(choices: Choices): Site {
  const scheme = oneOf(choices, ['http', 'https']);
  const host = oneOf(choices, hosts);
  const port = oneOf(choices, [undefined, '8080', '1', '0', scheme === 'http' ? '443' : '80']);
  return { scheme, host, port };
}

export function canonicalSite({ scheme, host, port }: Site): string {
  return `${scheme}://${host.canonical}${port === undefined ? '' : `:${port}`}`;
}

export function spellSite(choices: Choices, { scheme, host, port }: Site): string {
  const { canonical, others = [], isAddress = false } = host;
  const name = others[choices.pick(others.length + 1) - 1] ?? canonical;
  const way = choices.pick(3);
  const spelt =
    way === 1 ? capitals(choices, name) : way === 2 && !isAddress ? encoded(name) : name;
  const own = ports[scheme];
  const at =
    port === undefined
      ? oneOf(choices, ['', ':', `:${own}`, `:000${own}`])
      : oneOf(choices, [`:${port}`, `:00${port}`]);
  return `${way === 1 ? capitals(choices, scheme) : scheme}://${spelt}${at}`;
}

/** Some of its ASCII letters in capitals. */
function capitals(choices: Choices, text: string): string {
  const every = 1 + choices.pick(3);
  return text.replace(/[a-z]/g, (letter, at: number) =>
    at % every === 0 ? letter.toUpperCase() : letter,
  );
}

/** Its first character of those that may be, percent-encoded. */
function encoded(name: string): string {
  return name.replace(/[a-z0-9]|[^\0-\x7f]/u, (character) => encodedWays(character).at(-1) ?? '');
}

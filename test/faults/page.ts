import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from '../../bench/markdown-table.ts';
import { cells, type Cell } from './cells.ts';
import { faults, meanings } from './faults.ts';
import { operations } from './operations.ts';
import type { Scenario } from './scenario.ts';

const path = join(import.meta.dirname, '../../docs/faults.md');

/** What is said of each cell, by `nameOf`. */
export type Sentences = ReadonlyMap<string, string>;

export function nameOf({ operation, call, fault }: Pick<Cell, 'operation' | 'call' | 'fault'>) {
  return `${operation.name}: ${call}, ${fault}`;
}

/** What the title of its test begins with. */
export function titleOf({ number }: Pick<Cell, 'number'>): string {
  return `cell ${number}`;
}

export function writePage(sentences: Sentences): void {
  writeFileSync(path, pageOf(sentences));
}

export function readPage(): string {
  return readFileSync(path, 'utf8');
}

/** The page with those sentences; a cell without one has none on it either. */
export function pageOf(sentences: Sentences): string {
  return [
    intro(),
    ...operations.flatMap(({ name, process, scenarios }) => [
      `## ${name[0]?.toUpperCase() ?? ''}${name.slice(1)}, by ${process === 'API' ? 'the API' : `a ${process}`}`,
      ...scenarios.flatMap((scenario) => [`${scenario.title}:`, tableOf(scenario, sentences)]),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function intro(): string {
  return [
    '# Every call, and every fault',
    `What happens when a call of table or queue fails, in each way that it can. ${cells.length} cells, each of them a test that plays it on the handlers: with exactly that fault at the first such call, until everything has come to its end. None breaks [a promise](protocol.md#what-is-promised): what was accepted ends once, is found by its task ID and its URL, has the result of the attempt that its record names, and leaves nothing in a queue. \`npm run faults\` writes this page; a test fails where it is not true any more, or where a call is made, or stands in \`core/\`, that it has not.`,
    'The last column names the tests by what their titles begin with; `npm test -- test/faults -t "cell 15,"` plays the fifteenth.',
    markdownTable([['fault', 'means'], ...faults.map((fault) => [fault, meanings[fault]])]),
    'Later and sooner are beside the same without a fault. _Asked again at once_: what the same request gets that follows as soon as the first one has ended, before any worker comes. Every 503 says by `Retry-After` when to.',
  ].join('\n\n');
}

function tableOf(scenario: Scenario, sentences: Sentences): string {
  const rows = Object.keys(scenario.calls).flatMap((call) => {
    const own = cells.filter((cell) => cell.scenario === scenario && cell.call === call);
    return rowsOf(call, own, sentences);
  });
  return markdownTable([['call', 'fault', 'what happens', 'the test that shows it'], ...rows]);
}

/** Faults that lead to the same stand in one row. */
function rowsOf(call: string, own: readonly Cell[], sentences: Sentences): string[][] {
  const bySentence = Map.groupBy(own, (cell) => sentences.get(nameOf(cell)) ?? '');
  return [...bySentence].map(([sentence, same], at) => [
    at === 0 ? call : '',
    same.map(({ fault }) => fault).join(' · '),
    sentence,
    same.map(titleOf).join(' · '),
  ]);
}

/** What a page says of each cell. */
export function sentencesOn(page: string): Sentences {
  const sentences = new Map<string, string>();
  let operation = operations[0];
  let call = '';
  for (const line of page.split('\n')) {
    const heading = /^## (.*), by /.exec(line)?.[1]?.toLowerCase();
    operation = operations.find(({ name }) => name === heading) ?? operation;
    const [, first = '', names = '', sentence = ''] = line.split('|').map((part) => part.trim());
    if (first !== '') call = first;
    if (operation === undefined || sentence === '') continue;
    for (const fault of faults.filter((name) => names.split(' · ').includes(name))) {
      sentences.set(nameOf({ operation, call, fault }), sentence);
    }
  }
  return sentences;
}

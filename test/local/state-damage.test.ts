import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startDynamodb } from '../../local/stores/dynamodb.ts';
import { startSqs } from '../../local/stores/sqs.ts';
import {
  advice,
  changeRecord,
  complaintOf,
  keptState,
  newDirectory,
  sentence,
} from './state-under-test.ts';

test.each<[string, (state: string) => void, string]>([
  [
    'of another version',
    (state) => changeRecord(state, { v: 2 }),
    'it is of version 2, and known is 1',
  ],
  ['without a record', (state) => rmSync(join(state, 'state.json')), 'it has no state.json'],
  [
    'with half a record',
    (state) => truncateSync(join(state, 'state.json'), 20),
    'its state.json is damaged',
  ],
  [
    'with a record that lacks something',
    (state) => writeFileSync(join(state, 'state.json'), '{"v":1}'),
    'its state.json is damaged',
  ],
  [
    'with a damaged lock',
    (state) => writeFileSync(join(state, 'lock'), 'x'.repeat(4096)),
    'its lock is damaged',
  ],
])('a folder %s is refused in a sentence', async (_, damage, why) => {
  const state = await keptState();
  damage(state);

  expect(await complaintOf(state)).toBe(sentence(state, why));
});

test('a folder of somebody else’s is refused, and stays as it is', async () => {
  const state = newDirectory();
  writeFileSync(join(state, 'thesis.txt'), 'chapter one');

  expect(await complaintOf(state)).toBe(sentence(state, 'it has no state.json'));

  expect(readFileSync(join(state, 'thesis.txt'), 'utf8')).toBe('chapter one');
  expect(readdirSync(state).sort()).toEqual(['lock', 'thesis.txt']);
});

test.each<[string, RegExp]>([
  ['dynamodb', /^\d+\.log$/],
  ['dynamodb', /^MANIFEST/],
  ['sqs', /\.db$/],
])('a file of %s like %s that was cut after a polite stop is told of', async (part, name) => {
  const state = await keptState();
  const file = fileIn(state, part, name);
  truncateSync(file, Math.floor(readFileSync(file).length / 2));

  const complaint = await complaintOf(state);

  const short = file.slice(state.length + 1);
  expect(complaint).toBe(sentence(state, `its ${short} is not as it was left`));
  rmSync(file);
  expect(await complaintOf(state)).toBe(sentence(state, `its ${short} is missing`));
});

/** A folder as a killed stack leaves it has no seal: what is looked at then is what can be read. */
test.each<[string, 'tables' | 'queues', (state: string) => void]>([
  ['dynamodb gone', 'tables', (state) => rmSync(join(state, 'dynamodb'), { recursive: true })],
  ['CURRENT gone', 'tables', (state) => rmSync(join(state, 'dynamodb/CURRENT'))],
  ['CURRENT garbled', 'tables', (state) => writeFileSync(join(state, 'dynamodb/CURRENT'), 'x')],
  [
    'its MANIFEST garbled',
    'tables',
    (state) => writeFileSync(fileIn(state, 'dynamodb', /^MANIFEST/), 'x'),
  ],
  ['sqs gone', 'queues', (state) => rmSync(join(state, 'sqs'), { recursive: true })],
  ['fauxqs.db cut', 'queues', (state) => truncateSync(join(state, 'sqs/fauxqs.db'), 8192)],
  ['fauxqs.db garbled', 'queues', (state) => writeFileSync(join(state, 'sqs/fauxqs.db'), 'x')],
])('a killed stack’s folder with %s is refused in a sentence', async (_, what, damage) => {
  const state = await keptState();
  changeRecord(state, { seal: null });
  damage(state);

  const complaint = await complaintOf(state);

  expect(complaint).toContain(`The state in ${state} cannot be used, since its ${what} cannot be`);
  expect(complaint).toContain(advice);
  expect(complaint.split('\n')).toHaveLength(1);
});

test.each<[string, string, string, (directory: string) => Promise<{ close(): Promise<void> }>]>([
  ['table', 'Fixture-Table', 'dynamodb', startDynamodb],
  ['queue', 'Fixture-DeadLetters', 'sqs', startSqs],
])('a store that is whole, but has not the %s, is refused', async (what, name, part, start) => {
  const state = await keptState();
  changeRecord(state, { seal: null });
  rmSync(join(state, part), { recursive: true });
  const emptyStore = await start(join(state, part));
  await emptyStore.close();

  expect(await complaintOf(state)).toBe(sentence(state, `its ${what} ${name} is missing`));
});

/** The file of a part whose name matches. */
function fileIn(state: string, part: string, name: RegExp): string {
  const found = readdirSync(join(state, part)).find((each) => name.test(each));
  if (found === undefined) throw new Error(`${part} has no file ${name}`);
  return join(state, part, found);
}

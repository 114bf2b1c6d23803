import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import RecentEntries from '../../lambdas/adapters/recent-entries.ts';

interface Cache {
  has(key: string): boolean;
  peek(key: string): unknown;
  get(key: string): unknown;
  set(key: string, value: unknown): unknown;
  clear(): void;
}

// A dependency of the DynamoDB client's, which is found from there.
const client = createRequire(createRequire(import.meta.url).resolve('@aws-sdk/client-dynamodb'));
const endpoints = createRequire(client.resolve('@aws-sdk/endpoint-cache'));
const Original = endpoints('mnemonist/lru-cache') as new (capacity: number) => Cache;

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const call = fc.oneof(
  fc.tuple(fc.constantFrom('has', 'peek', 'get', 'set'), key, fc.integer()),
  fc.tuple(fc.constant('clear'), key, fc.integer()),
);

function answerOf(cache: Cache, [method, name, value]: [string, string, number]): unknown {
  switch (method) {
    case 'has':
      return cache.has(name);
    case 'peek':
      return cache.peek(name);
    case 'get':
      return cache.get(name);
    case 'set':
      return void cache.set(name, value);
    default:
      return cache.clear();
  }
}

test('the entries answer as the cache does that they stand for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(call), (capacity, calls) => {
      const caches = [new RecentEntries<string, unknown>(capacity), new Original(capacity)];

      const [own, original] = caches.map((cache) => calls.map((one) => answerOf(cache, one)));

      expect(own).toEqual(original);
    }),
  );
});

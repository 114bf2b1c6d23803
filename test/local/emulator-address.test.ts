import { expect, test } from 'vitest';
import { addressOf } from '../../local/emulator/address.ts';

const endpoint = 'http://localhost:4566';

test.each([
  [
    'a REST API by its stage',
    { ApiId: 'abc', Url: 'https://abc.execute-api.us-east-1.amazonaws.com/prod' },
    { url: 'http://localhost:4566/_aws/execute-api/abc/prod' },
  ],
  [
    'a REST API whose host is no host name',
    { ApiId: 'abc', Url: 'https://abc.execute-api.172.17.0.1:4566/prod' },
    { url: 'http://localhost:4566/_aws/execute-api/abc/prod' },
  ],
  [
    'an HTTP API, which has no stage in its path',
    { ApiId: 'abc', Url: 'https://abc.execute-api.us-east-1.amazonaws.com' },
    { url: 'http://localhost:4566/_aws/execute-api/abc' },
  ],
  [
    'a function URL by its host, wherever that leads',
    { Url: 'http://xyz.lambda-url.us-east-1.172.17.0.1:4566/' },
    { url: 'http://xyz.lambda-url.us-east-1.on.aws', via: endpoint },
  ],
])('an emulator has %s', (_, outputs, address) => {
  expect(addressOf(endpoint, outputs)).toEqual(address);
});

test('a stack without an output is told by what it has', () => {
  expect(() => addressOf(endpoint, { TableName: 't' })).toThrow(
    'The stack has no output Url; there are TableName',
  );
});

import { expect, test } from 'vitest';
import { isOrigin } from '../../core/cors.ts';

test.each([
  'https://app.example.org',
  'https://app.example.org:8443',
  'https://xn--kste-0ra.example',
  'http://localhost:5173',
  'http://127.0.0.1:8787',
])('%s is an origin', (text) => {
  expect(isOrigin(text)).toBe(true);
});

test.each([
  ['https://app.example.org/', 'a slash at its end'],
  ['https://app.example.org/app', 'a path'],
  ['https://app.example.org:443', 'a port that browsers leave out'],
  ['https://App.example.org', 'a capital letter'],
  ['https://küste.example', 'a letter that browsers write otherwise'],
  ['https://*.example.org', 'a pattern'],
  ['https://user@app.example.org', 'a user'],
  ['https://app.example.org?', 'a query'],
  ['http://app.example.org', 'no encryption'],
  ['app.example.org', 'no scheme'],
  ['ftp://app.example.org', 'no web'],
  ['null', 'no origin'],
  ['', 'nothing'],
])('%s is none: %s', (text) => {
  expect(isOrigin(text)).toBe(false);
});

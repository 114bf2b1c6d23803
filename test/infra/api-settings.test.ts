import { expect, test } from 'vitest';
import { apiSettings } from '../../infra/api-settings.ts';

const origins = (count: number) =>
  Array.from({ length: count }, (_, i) => `https://app-${i + 100}.maps.example.org`);
/** 37 bytes more than the text itself. */
const started = (text: string) => ({ statusTexts: { started: text } });

test('the API’s function is told nothing that its owner does not say', () => {
  expect(apiSettings({ corsOrigins: [] })).toEqual({});
});

test('what an environment has room for, is told', () => {
  expect(apiSettings({ corsOrigins: origins(100) }).CORS_ORIGINS).toHaveLength(3299);
  expect(apiSettings(started('x'.repeat(3463))).STATUS_TEXTS).toHaveLength(3477);
});

test.each([
  ['status texts', 3501, started('x'.repeat(3464))],
  ['status texts in letters of two bytes', 3525, started('é'.repeat(1744))],
  ['an origin', 3619, { corsOrigins: [`https://${'a'.repeat(3588)}.org`] }],
  [
    'a URL, texts and origins',
    3633,
    { publicUrl: 'https://a.org', ...started('x'.repeat(250)), corsOrigins: origins(100) },
  ],
])('%s that an environment has no room for are refused by their size', (_, bytes, props) => {
  expect(() => apiSettings(props)).toThrow(
    new TypeError(
      `publicUrl, statusTexts and corsOrigins take ${bytes} bytes of the API function's environment; together they may take 3500, of the 4096 that Lambda allows`,
    ),
  );
});

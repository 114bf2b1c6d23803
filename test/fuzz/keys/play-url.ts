import { keyOf } from '../../../core/key.ts';
import { canonicalPollingUrl } from '../../../core/polling-url.ts';
import { sha256 } from '../../../lambdas/adapters/sha256.ts';
import type { Choices } from '../../simulator/choices.ts';
import { hold } from '../fault.ts';
import { nearUrl } from './near-url.ts';
import { refusalOf } from './refusal-of.ts';
import { canonicalUrl, drawUrl, spellUrl } from './url-form.ts';

/** One URL, a few of its spellings, and URLs near to it. Returns how many URLs were canonicalised. */
export function playUrl(choices: Choices): number {
  const form = drawUrl(choices);
  const canonical = canonicalUrl(form);
  const key = keyOf(sha256, '', canonical);
  expectCanonical(canonical, canonical);
  for (let i = 0; i < 3; i += 1) expectCanonical(spellUrl(choices, form), canonical);
  for (let i = 0; i < 2; i += 1) {
    const near = nearUrl(choices, form);
    const other = canonicalUrl(near);
    const found = expectCanonical(spellUrl(choices, near), other);
    const isOneKey = keyOf(sha256, '', found) === key;
    hold(
      isOneKey === (other === canonical),
      () => `${canonical} and ${other}: one key ${isOneKey}`,
    );
  }
  expectRefused(choices, spellUrl(choices, form));
  return 7;
}

function expectCanonical(text: string, canonical: string): string {
  const found = canonicalPollingUrl(text);
  hold(found === canonical, () => `${text} is spelt ${found}, and not ${canonical}`);
  return found;
}

const unfit = [
  ['\u0000', 'a control character'],
  ['\t', 'a control character'],
  ['\u0085', 'a control character'],
  ['\\', 'a backslash'],
  ['\uD800', 'a lone surrogate'],
  ['%', 'a % that'],
  ['%4', 'a % that'],
  ['%G0', 'a % that'],
] as const;

/** What no polling URL may hold, put into one wherever it is. */
function expectRefused(choices: Choices, url: string): void {
  const [what, name] = unfit[choices.pick(unfit.length)] ?? unfit[0];
  const at = choices.pick(url.length + 1);
  // In a surrogate pair, or before digits, it would be something else.
  const before = url.slice(0, at).toWellFormed();
  const after = url
    .slice(at)
    .toWellFormed()
    .replace(/^[0-9A-Fa-f]+/, '');
  const text = `${before}${what}${after}`;
  const { code, message } = refusalOf(() => canonicalPollingUrl(text));
  const isNamed =
    code === 'invalid-polling-url' && /^The polling URL holds a .*; allowed is /.test(message);
  hold(
    isNamed && (message.includes(name) || isMalformed(before)),
    () => `${JSON.stringify(text)}: ${message}`,
  );
}

/** Where it fell into the middle of an escape. */
function isMalformed(before: string): boolean {
  return /%[0-9A-Fa-f]?$/.test(before);
}

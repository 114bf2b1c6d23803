import { parseBeginRequest } from '../../../core/begin-request.ts';
import { callUrlOf, canonicalReadUrl } from '../../../core/call-url.ts';
import { TaskError } from '../../../core/errors.ts';
import { keyOf } from '../../../core/key.ts';
import { sha256 } from '../../../lambdas/adapters/sha256.ts';
import { calledBy } from './called-by.ts';
import { functionUrlEvent, httpEvent } from '../../api/http-event.ts';
import { restEvent } from '../../api/rest-event.ts';
import type { Choices } from '../../simulator/choices.ts';
import { hold } from '../fault.ts';
import { canonicalCallUrl, drawCall, nearCall, saidBy, type CallForm } from './call-form.ts';
import { oneOf } from './pieces.ts';
import { refusalOf } from './refusal-of.ts';
import { spellCall, spellCallUrl, type Spelling } from './spell-call.ts';
import { registry } from './tasks.ts';

/** One call in a few spellings, and calls near to it. Returns how many calls were bound. */
export function playCall(choices: Choices): number {
  const call = drawCall(choices);
  const url = canonicalCallUrl(call);
  expectReadable(call, url);
  if (url.length > 2048) return expectTooLong(choices, call);
  const key = keyOf(sha256, '', url);
  hold(canonicalReadUrl(url, registry) === url, () => `${url} is not its own form`);
  for (let i = 0; i < 3; i += 1) expectUrl(spellings[choices.pick(3)]?.(choices, call), url);
  let tried = 4;
  for (let i = 0; i < 2; i += 1) {
    const near = nearCall(choices, call);
    const other = canonicalCallUrl(near);
    if (other.length > 2048) continue;
    const found = byEvent(choices, near);
    expectUrl(found, other);
    const isOneKey = keyOf(sha256, '', found) === key;
    hold(isOneKey === (other === url), () => `${url} and ${other}: one key ${isOneKey}`);
    tried += 1;
    if (other === url) continue;
    expectReserved(choices, call, other);
    tried += 1;
  }
  return tried;
}

/** Each way to ask for a call, as the URL that it is hashed by. */
const spellings = [byEvent, byPollingUrl, byBody] as const;

function byEvent(choices: Choices, call: CallForm): string {
  const front = oneOf(choices, [restEvent, functionUrlEvent, httpEvent]);
  // Of what it decodes twice an HTTP API leaves nothing that could be told apart.
  const canBePositional = front === httpEvent ? survivesDecoding : standsInPath;
  const target = spellCallUrl(
    choices,
    call.task.name,
    spellCall(choices, call, canBePositional),
    'gateway',
  );
  const basePath = front === functionUrlEvent ? '' : oneOf(choices, ['', '/jobs', '/v1/run']);
  const { task, bound } = calledBy(front('GET', target, { basePath }));
  return callUrlOf(task, bound.values);
}

function byPollingUrl(choices: Choices, call: CallForm): string {
  const spelling = spellCall(choices, call, standsInPath);
  const url = spellCallUrl(choices, call.task.name, spelling, 'polling URL');
  return canonicalReadUrl(url, registry);
}

function byBody(choices: Choices, call: CallForm): string {
  const spelling = spellCall(choices, call, standsInPath);
  const pollingUrl = spellCallUrl(choices, call.task.name, spelling, 'polling URL');
  return parseBeginRequest(bodyOf(choices, call, pollingUrl), registry).pollingUrl ?? '';
}

function bodyOf(choices: Choices, call: CallForm, pollingUrl: string): Buffer {
  const { positional, named }: Spelling = spellCall(choices, call, () => true);
  const args = positional.map(({ value }) => value);
  const kwargs = Object.fromEntries(named.map(([name, { value }]) => [name, value]));
  return Buffer.from(JSON.stringify({ task: call.task.name, args, kwargs, pollingUrl }));
}

function expectUrl(found: string | undefined, url: string): void {
  hold(found === url, () => `${found} was found, and not ${url}`);
}

function expectReadable(call: CallForm, url: string): void {
  const texts = call.bound.map((argument) => argument?.text);
  const said = saidBy(url, call.task);
  hold(
    texts.every((text, i) => text === said[i]),
    () => `${url} says ${JSON.stringify(said)}, and not ${JSON.stringify(texts)}`,
  );
}

/** A call URL is no polling URL of another call. */
function expectReserved(choices: Choices, call: CallForm, other: string): void {
  const body = bodyOf(choices, call, other);
  const { code, message } = refusalOf(() => parseBeginRequest(body, registry));
  const isSo = code === 'reserved-polling-url' && message.includes(`not ${call.task.name} with`);
  hold(isSo, () => `${other} for ${canonicalCallUrl(call)}: ${code}, ${message}`);
}

function expectTooLong(choices: Choices, call: CallForm): number {
  const refused = refusalOf(() => byEvent(choices, call));
  hold(refused.code === 'url-too-long' && refused instanceof TaskError, () => refused.message);
  return 1;
}

function standsInPath(text: string): boolean {
  return !['', '.', '..'].includes(text);
}

function survivesDecoding(text: string): boolean {
  return standsInPath(text) && !/[/?%]/.test(text);
}

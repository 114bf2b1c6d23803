import type { Choices } from '../../simulator/choices.ts';
import { drawBody } from './draw-body.ts';
import { drawHeaders } from './draw-headers.ts';
import { drawPath, drawQuery } from './draw-target.ts';
import type { WireRequest } from './wire-request.ts';

const methods = [
  ...['HEAD', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'CONNECT', 'TRACK'],
  ...['get', 'post', 'PROPFIND', 'QUERY', '', 'GE T', 'É', 'X'.repeat(300)],
];

/** `seen` are the IDs of runs that earlier answers named, and `urls` their polling URLs. */
export function drawRequest(
  choices: Choices,
  seen: readonly string[],
  urls: readonly string[],
): WireRequest {
  const isPost = choices.once(4);
  const odd = choices.once(5) ? methods[choices.pick(methods.length)] : 'GET';
  const method = isPost ? 'POST' : (odd ?? 'GET');
  const path = isPost && !choices.once(6) ? '/v1/tasks' : drawPath(choices, seen, urls);
  const [inPath = '', ...asked] = path.split('?');
  const query = asked.length > 0 ? asked.join('?') : drawQuery(choices, urls, path);
  const hasBody = isPost || choices.once(12);
  const body = hasBody ? drawBody(choices, seen, urls) : undefined;
  return { method, path: inPath, query, headers: drawHeaders(choices, body !== undefined), body };
}

import { isRecord } from '../is-record.ts';
import { canBeSent, isStatus, type Answer } from './answer.ts';

/**
 * What a function returned in the payload format 2.0, as the answer that is made of it; undefined where it is
 * malformed. Without a status, all of it is the body.
 */
export function httpAnswer(payload: string): Answer | undefined {
  const result: unknown = JSON.parse(payload);
  if (!isRecord(result) || result['statusCode'] === undefined) {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: payload };
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = result;
  const status = Number(statusCode);
  if (!isStatus(status) || typeof body !== 'string' || !isRecord(headers)) return undefined;
  const named = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  if (!named.every(([name, value]) => canBeSent(name, [value]))) return undefined;
  const set = Array.isArray(cookies) ? cookies.map(String) : [];
  return {
    status,
    headers: { ...Object.fromEntries(named), ...(set.length > 0 && { 'set-cookie': set }) },
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

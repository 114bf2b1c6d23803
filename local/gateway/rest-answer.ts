import { isRecord } from '../is-record.ts';
import { canBeSent, isStatus, type Answer } from './answer.ts';

const known = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/** Headers that a REST API does not pass on under their own names. */
const remapped = new Set(['connection', 'content-length', 'date', 'server', 'www-authenticate']);

/**
 * What a function returned, as the answer that API Gateway makes of it; undefined where it takes it for
 * malformed, and answers 502.
 */
export function restAnswer(payload: string): Answer | undefined {
  const result: unknown = JSON.parse(payload);
  if (!isRecord(result) || Object.keys(result).some((name) => !known.has(name))) return undefined;
  const { statusCode = 200, headers, multiValueHeaders, body, isBase64Encoded } = result;
  const status = Number(statusCode);
  const sent = headersOf(headers, multiValueHeaders);
  const text = body ?? '';
  if (sent === undefined || typeof text !== 'string') return undefined;
  if (!isStatus(status)) return undefined;
  return {
    status,
    headers: sent,
    body: Buffer.from(text, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

/** Of a header in both, the list counts. */
function headersOf(single: unknown, multiple: unknown): Record<string, string[]> | undefined {
  const pairs = [...Object.entries(single ?? {}), ...Object.entries(multiple ?? {})];
  const merged = new Map<string, [string, string[]]>();
  for (const [name, value] of pairs) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    if (!values.every(isScalar) || !canBeSent(name, values.map(String))) return undefined;
    const lower = name.toLowerCase();
    if (lower === 'transfer-encoding') continue;
    const shown = remapped.has(lower) ? `x-amzn-remapped-${lower}` : name;
    merged.set(lower, [shown, values.map(String)]);
  }
  if (!merged.has('content-type')) {
    merged.set('content-type', ['Content-Type', ['application/json']]);
  }
  return Object.fromEntries(merged.values());
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

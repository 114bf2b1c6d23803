import { jsonAnswer } from './respond.ts';

/** That the function answers; it asks neither table nor queue. */
export function healthz(): Response {
  return jsonAnswer({ status: 'ok' }, { 'Cache-Control': 'no-store' });
}

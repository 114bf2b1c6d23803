import { recordBytes } from './record-item.ts';
import { utf8Bytes } from './utf8-bytes.ts';
import { instant, type Progress, type RunError, type RunRecord } from './run.ts';

/** DynamoDB bills a write by the KiB: a record of at most this costs one unit. */
export const recordLimitBytes = 1024;
const errorLimitBytes = 200;
const progressMessageLimitBytes = 80;

/** DynamoDB's item limit, less what the names and keys of a result item take. */
export const resultLimitBytes = 400 * 1024 - 512;

/** The new record with its URL, where there is room for it whatever the run comes to; else beside it. */
export function withUrl(
  record: RunRecord,
  url: string | null,
): { record: RunRecord; spilled: string | null } {
  if (url === null) return { record, spilled: null };
  const here: RunRecord = { ...record, url, urlAt: 'record' };
  const most = Math.max(recordBytes(fullestInFlight(here)), recordBytes(fullestFailed(here)));
  if (most <= recordLimitBytes) return { record: here, spilled: null };
  return { record: { ...record, urlAt: 'url' }, spilled: url };
}

/** The record with its error, cut with … to its limit or to the room there is. */
export function withError(record: RunRecord, error: RunError): RunRecord {
  const bare = recordBytes({ ...record, error: { name: '', message: '' } });
  const room = recordLimitBytes - bare + jsonBytes({ name: '', message: '' });
  return { ...record, error: cutError(error, Math.min(errorLimitBytes, room)) };
}

/** The record with its progress, its message cut to its limit or to the room there is. */
export function withProgress(record: RunRecord, progress: Progress): RunRecord {
  const bare: RunRecord = { ...reserved(record), progress: { ...progress, message: '' } };
  const room = Math.min(progressMessageLimitBytes, recordLimitBytes - recordBytes(bare));
  const message =
    progress.message === null ? null : cut(progress.message, (text) => jsonBytes(text) - 2 <= room);
  return { ...record, progress: { ...progress, message } };
}

/** The ended record with its result, where there is room for it; else beside it. */
export function withResult(
  record: RunRecord,
  json: string,
): { record: RunRecord; spilled: string | null } {
  const here: RunRecord = { ...record, result: json, resultAt: 'record' };
  if (recordBytes(reserved(here)) <= recordLimitBytes) return { record: here, spilled: null };
  return { record: { ...record, resultAt: 'result' }, spilled: json };
}

const anyTime = instant(0);
const largeCount = 9_999_999_999;

/** With what others may add while a worker writes: a request to cancel, and versions. */
function reserved(record: RunRecord): RunRecord {
  return { ...record, cancelRequestedAt: anyTime, version: largeCount };
}

function fullestInFlight(record: RunRecord): RunRecord {
  return {
    ...reserved(record),
    fence: largeCount,
    attempt: 999,
    holder: 'h'.repeat(11),
    claimableAt: anyTime,
    startedAt: anyTime,
    status: 'STARTED',
    error: {
      name: '',
      message: 'm'.repeat(errorLimitBytes - jsonBytes({ name: '', message: '' })),
    },
  };
}

function fullestFailed(record: RunRecord): RunRecord {
  return {
    ...fullestInFlight(record),
    holder: null,
    claimableAt: null,
    finishedAt: anyTime,
    freshUntil: anyTime,
    staleUntil: null,
    expiresAt: anyTime,
    status: 'FAILURE',
  };
}

function cutError(error: RunError, mostBytes: number): RunError {
  const name = cut(error.name, (text) => jsonBytes({ name: text, message: '' }) <= mostBytes / 2);
  const message = cut(error.message, (text) => jsonBytes({ name, message: text }) <= mostBytes);
  return { name, message };
}

/** The longest beginning of the text, followed by …, that fits; the text itself where it fits. */
function cut(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const points = Array.from(text.slice(0, recordLimitBytes));
  const beginning = (length: number) => `${points.slice(0, length).join('')}…`;
  let [fitting, most] = [0, points.length];
  while (fitting < most) {
    const middle = Math.ceil((fitting + most) / 2);
    if (fits(beginning(middle))) fitting = middle;
    else most = middle - 1;
  }
  return fitting === 0 ? '' : beginning(fitting);
}

function jsonBytes(value: unknown): number {
  return utf8Bytes(JSON.stringify(value));
}

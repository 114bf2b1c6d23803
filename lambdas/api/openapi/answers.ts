import type { Answer } from './operation.ts';
import { component } from './schemas.ts';

export const result: Answer = {
  description: 'The bare result, whatever the task returned.',
  schema: {},
  headers: { always: ['Content-Location', 'ETag', 'Last-Modified', 'Cache-Status'] },
};

export const monitor: Answer = {
  description: 'The monitor, whatever the status of the run. `Retry-After` while it is in flight.',
  schema: component('Monitor'),
  headers: { always: ['Content-Location', 'ETag'], sometimes: ['Retry-After'] },
  links: ['result', 'cancel'],
};

export const inFlight: Answer = {
  description: 'The run is in flight: its monitor.',
  schema: component('Monitor'),
  headers: { always: ['Location', 'Retry-After'] },
  links: ['monitor', 'result', 'cancel'],
};

export const begun: Answer = {
  ...inFlight,
  description: 'A run was begun or joined: its monitor.',
  schema: component('BegunMonitor'),
};

export const unchangedResult: Answer = {
  description: 'The caller has the result already.',
  headers: { always: ['Content-Location', 'ETag', 'Cache-Status'] },
};

export const unchangedMonitor: Answer = {
  description: 'The caller has the monitor already.',
  headers: { always: ['Content-Location', 'ETag'], sometimes: ['Retry-After'] },
};

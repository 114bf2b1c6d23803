import { first, later, putsHead, readsHead, readsItem, sends } from '../call.ts';
import type { Scenario } from '../scenario.ts';
import { begun, toCaller, workedOff } from './setup.ts';

/** Begins that leave the head of a URL as it is: by having none, wanting nothing kept, refused, or answered. */
export const beginBeside: readonly Scenario[] = [
  {
    title: 'A run is begun without a URL',
    act: (system, line) => toCaller(system.begin(line, { pollingUrl: undefined })),
    calls: { 'message sent without a URL': sends, 'head written without a URL': putsHead },
  },
  {
    title: 'A begin that wants nothing kept joins the run in flight at its URL',
    prepare: (system) => begun(system),
    act: (system, line) => toCaller(system.begin(line, { cacheResults: false })),
    calls: { 'look for a run to join': readsHead },
  },
  {
    title: 'A begin that wants nothing kept begins a run beside its URL',
    act: (system, line) => toCaller(system.begin(line, { cacheResults: false })),
    calls: {
      'look that finds no run to join': readsHead,
      'message sent beside the URL': sends,
      'head written beside the URL': putsHead,
    },
  },
  {
    title: 'The URL stands for a run with other arguments, in flight',
    system: { policy: { maxAgeSeconds: 0 } },
    prepare: (system) => begun(system),
    act: (system, line) => toCaller(system.begin(line, { args: [2] })),
    calls: { 'strong look before a refusal': later(readsHead) },
    besides: { 'first look at the head': first(readsHead) },
  },
  {
    title: 'A stale result is the answer while another run is at work',
    system: { policy: { maxAgeSeconds: 60, staleWhileRevalidateSeconds: 86_400 } },
    async prepare(system) {
      await begun(system);
      await workedOff(system);
      await system.clock.advance(120_000);
      return begun(system);
    },
    act: (system, line) => toCaller(system.begin(line, { reuse: true })),
    calls: {
      'look for an outcome': readsHead,
      'look at the run whose result it is': readsItem,
    },
  },
];

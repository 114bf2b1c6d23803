import type { Chance, Clock, Log, RunQueue, RunStore, Sha256 } from '../../core/ports.ts';
import type { Registry } from '../../core/registry.ts';
import type { StatusTexts } from '../../core/status-text.ts';
import type { CorsOrigins } from './cors.ts';

export interface ApiPorts {
  registry: Registry;
  store: RunStore;
  queue: RunQueue;
  clock: Clock;
  chance: Chance;
  sha256: Sha256;
  log: Log;
  /** Where callers reach the API, when that is not what the gateway's request says. */
  publicUrl?: string;
  statusTexts: StatusTexts;
  corsOrigins: CorsOrigins;
}

import { randomBytes } from 'node:crypto';
import type { Chance } from '../../core/ports.ts';

export const systemChance: Chance = {
  id: (bytes) => randomBytes(bytes).toString('base64url'),
  fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
};

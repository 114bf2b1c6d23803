import type { Sha256 } from '../../core/ports.ts';
import { sha256 as computed } from '../../lambdas/adapters/sha256.ts';

const most = 1000;
const known = new Map<string, string>();

/** That of production, computed once for a text: few are asked for, by the system and by who checks it. */
export const sha256: Sha256 = (text) => {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= most) known.clear();
  const hash = computed(text);
  known.set(text, hash);
  return hash;
};

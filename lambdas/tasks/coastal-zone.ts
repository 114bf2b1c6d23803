import { setImmediate as macrotask } from 'node:timers/promises';
import * as z from 'zod';
import { PermanentError } from '../../core/errors.ts';
import { nearNames } from '../../core/near-names.ts';
import { defineTask } from '../../core/task.ts';

export const coastalZone = defineTask({
  name: 'coastal-zone',
  description:
    'The sea within so many kilometres of a country’s coast, by Natural Earth at 1:50 million: its area, and its polygon, cut at the antimeridian and drawn without its least corners where a result could not hold it whole. Empty where a country has no coast.',
  params: {
    country: z
      .string()
      .min(1)
      .max(100)
      .meta({ examples: ['Norway'] }),
    km: z
      .number()
      .min(1)
      .max(370)
      .meta({ examples: [12] }),
  },
  url: true,
  policy: { maxAgeSeconds: 2_592_000 },
  async run({ country, km }, { progress, signal }) {
    const { countryNames, findCountry } = await import('./coastal-zone/atlas.ts');
    const found = findCountry(country);
    if (found === undefined) throw unknownCountry(country, countryNames());
    const { zoneOf } = await import('./coastal-zone/zone.ts');
    const turn = async () => {
      await macrotask();
      signal.throwIfAborted();
    };
    const zone = await zoneOf(found, km, { turn, progress });
    return { country: found.name, km, ...zone };
  },
});

function unknownCountry(asked: string, names: string[]): PermanentError {
  const near = nearNames(asked, names);
  const hint =
    near.length > 0
      ? `did you mean ${near.join(', ')}?`
      : 'names are those of Natural Earth, such as Norway or United States of America';
  return new PermanentError(`Unknown country ${JSON.stringify(asked)}; ${hint}`);
}

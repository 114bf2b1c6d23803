import * as z from 'zod';
import { canonicalJson } from './canonical-json.ts';

/**
 * The JSON Schema of what a parameter takes. Throws an `Error` for a schema that has none, and for one that
 * would make another value of an argument: what was parsed once is stored, compared and written into call
 * URLs, and must be taken again as it is.
 */
export function strictJsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema }) => refuseLoose(zodSchema),
  });
  return jsonSchema;
}

/** Throws an `Error` where the default of an optional parameter is not itself an argument that it takes. */
export function checkDefault(schema: z.ZodType): void {
  const filledIn = schema.safeParse(undefined);
  if (!filledIn.success || filledIn.data === undefined) return;
  const json = canonicalJson(filledIn.data, 'default');
  const again = schema.safeParse(filledIn.data);
  if (!again.success) throw new Error(`default: ${again.error.issues[0]?.message}`);
  if (canonicalJson(again.data, 'default') !== json) {
    throw new Error('the default is parsed to another value');
  }
}

function refuseLoose({ _zod: { def } }: z.core.$ZodTypes): void {
  if ('coerce' in def && def.coerce === true) {
    throw new Error("z.coerce takes what it should refuse ('false' is true to it, '' is 0)");
  }
  if (def.type === 'pipe' && changesValue(def)) {
    throw new Error(
      'transforms, codecs and preprocess make another value of an argument; do it in run',
    );
  }
  const checks = def.checks?.map((check) => check._zod.def) ?? [];
  if (def.type === 'promise' || checks.some(isAsynchronous)) {
    throw new Error('the schema is asynchronous; check such things in run');
  }
}

function changesValue(pipe: z.core.$ZodPipeDef): boolean {
  const ends = [pipe.in, pipe.out].map((end) => end._zod.def.type);
  return pipe.transform !== undefined || ends.includes('transform');
}

/** An async function given to refine(); what only returns a promise is found when it is called. */
function isAsynchronous(check: z.core.$ZodCheckDef): boolean {
  return (
    'fn' in check && typeof check.fn === 'function' && check.fn.constructor.name === 'AsyncFunction'
  );
}

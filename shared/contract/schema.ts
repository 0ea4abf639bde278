import { z } from 'zod';
import { ERROR_CODES } from '../result.ts';

// zod's JIT compiles with `new Function`, which the CSP of our pages forbids on purpose. Main and the back office, which
// read a hundred thousand events in a first sync, have none: there a schema is compiled, and reads in a third of the time.
z.config({ jitless: 'document' in globalThis });

/** Milliseconds since the epoch, by the clock of this desk. */
export const instantMs = z.number().int().nonnegative();
/** An opaque id; says nothing about who or what it names. */
export const opaqueId = z.string().min(1).max(128);

export const appErrorSchema = z.object({
  code: z.enum(ERROR_CODES),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** The wire form of `Result` around a value schema. */
export function resultSchema<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: appErrorSchema }),
  ]);
}

/** The answer of a command that has nothing to say but "done". */
export const doneSchema = resultSchema(z.undefined().optional());
export type Done = z.infer<typeof doneSchema>;

export { z };

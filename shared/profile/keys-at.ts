import { z } from '../contract/schema.ts';

/** Keys that the schema knows at a path, through lists, defaults and what may be left out. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  ) {
    return keysAt(schema.unwrap(), path);
  }
  const [part, ...rest] = path;
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  const field: unknown = part === undefined ? undefined : schema.shape[String(part)];
  if (part === undefined) return Object.keys(schema.shape).filter((key) => key !== '$schema');
  return field instanceof z.ZodType ? keysAt(field, rest) : [];
}

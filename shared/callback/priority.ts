/** How urgent a callback is, the most urgent first. Here and not in event.ts, so that the desk can list them without zod. */
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** 0 is called first. */
export function urgencyOf(priority: Priority): number {
  return PRIORITIES.indexOf(priority);
}

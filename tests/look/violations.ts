import axe from 'axe-core';
import type { Look } from './look.ts';

/** What the page complained about, and what axe finds: the rule, and the elements that break it. */
export async function violations({ page, complaints }: Look, runOnly: axe.RunOnly): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    (only) => (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: only }),
    runOnly,
  );
  const found = results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
  return [...complaints(), ...found];
}

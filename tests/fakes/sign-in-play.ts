import type { Page } from 'playwright-core';
import type { SignInScene } from './sign-in-scenes.ts';

/** Types and presses what a scene of the sign-in page says. */
export async function playSignIn(page: Page, { refusal, choose, press = [] }: SignInScene): Promise<void> {
  const pin = page.getByLabel('PIN for this desk’s records', { exact: true });
  for (const name of press) await page.getByRole('button', { name, exact: true }).click();
  if (choose) {
    await pin.fill(choose[0]);
    await page.getByLabel('The same PIN again', { exact: true }).fill(choose[1]);
  }
  if (!refusal) return;
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await pin.fill('not the PIN');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').getByRole('paragraph').first().waitFor();
}

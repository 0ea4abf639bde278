// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { callNow, ringingCall } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const URL = 'tel:+1-202-555-0123';
const box = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Number to call' });

describe('a number from another program', () => {
  it('fills the number box wherever the agent is, and is called only when the agent says so', async () => {
    const { fake, user } = await drawDesk({}, { place: 'history' });
    act(() => fake.pushNumber(URL));
    expect(box().value).toBe(URL);
    expect(document.activeElement).toBe(box());
    expect(screen.getByText('(202) 555-0123')).toBeDefined();
    expect(fake.given).toEqual([]);
    await user.keyboard('{Enter}');
    expect(fake.given).toEqual([{ name: 'dial', input: { text: URL } }]);
  });

  it('fills it once: what the agent erased does not come back', async () => {
    const { fake, user } = await drawDesk();
    act(() => fake.pushNumber(URL));
    await user.clear(box());
    await user.click(screen.getByRole('button', { name: 'History' }));
    await user.click(screen.getByRole('button', { name: 'Calls' }));
    expect(box().value).toBe('');
  });

  it('takes the keys from nobody while it rings', async () => {
    const { fake } = await drawDesk({ calls: [ringingCall()] });
    const answer = screen.getByRole('button', { name: 'Answer' });
    answer.focus();
    act(() => fake.pushNumber(URL));
    expect(box().value).toBe(URL);
    expect(document.activeElement).toBe(answer);
  });

  it('waits during a call until the agent wants to call somebody else', async () => {
    const { fake, user, push } = await drawDesk({ calls: [callNow()] });
    act(() => fake.pushNumber(URL));
    expect(screen.queryByRole('textbox', { name: 'Number to call' })).toBeNull();
    await push({ calls: [] });
    expect(box().value).toBe(URL);
    await user.clear(box());
    await push({ calls: [callNow()] });
    act(() => fake.pushNumber(URL));
    await user.click(screen.getByRole('button', { name: 'Add call' }));
    expect(box().value).toBe(URL);
  });
});

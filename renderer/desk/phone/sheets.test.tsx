// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { callNow, ON } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const button = (name: string) => screen.getByRole('button', { name });
const onCall = { calls: [callNow()] };

it('a sheet goes with its call, and does not come back in the middle of another talk', async () => {
  const { user, push } = await drawDesk(onCall);
  await user.keyboard('t');
  await push({ calls: [callNow({ hold: ON }), callNow({ id: 'call-2' })] });
  await push({ calls: [callNow()] });
  expect(screen.queryByRole('region', { name: 'Transfer' })).toBeNull();
});

describe('the keypad', () => {
  it('sends each digit as it is pressed, by pointer or typed, and shows what went out', async () => {
    const { fake, user } = await drawDesk(onCall);
    await user.keyboard('k');
    await user.click(button('5 JKL'));
    await user.keyboard('1#');
    expect(fake.given.map(({ input }) => input)).toEqual([
      { callId: 'call-1', digits: '5' },
      { callId: 'call-1', digits: '1' },
      { callId: 'call-1', digits: '#' },
    ]);
    expect(screen.getByRole('status', { name: 'Keys sent' }).textContent).toBe('51#');
  });

  it('leaves the focus where it was', async () => {
    const { user } = await drawDesk(onCall);
    button('Mute').focus();
    await user.keyboard('k');
    expect(document.activeElement).toBe(button('Mute'));
  });
});

describe('the transfer sheet', () => {
  const target = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Transfer to' });

  it('lets the agent type at once, and finds colleagues by name with their lights', async () => {
    const { user } = await drawDesk(onCall);
    await user.keyboard('t');
    expect(document.activeElement).toBe(target());
    await user.keyboard('ines');
    const list = screen.getByRole('list', { name: 'Colleagues' });
    expect(within(list).getAllByRole('button')).toHaveLength(1);
    await user.click(within(list).getByRole('button', { name: /Ines Marchetti 1003\s*Free/ }));
    expect(target().value).toBe('1003');
  });

  it('hands over at once to a free desk', async () => {
    const { fake, user } = await drawDesk(onCall);
    await user.keyboard('t1003');
    await user.click(button('Transfer now'));
    expect(fake.given).toEqual([
      { name: 'blindTransfer', input: { callId: 'call-1', text: '1003', evenIfBusy: false } },
    ]);
    expect(screen.queryByRole('region', { name: 'Transfer' })).toBeNull();
  });

  it('warns before a busy desk, and hands over only on a second, different press', async () => {
    const { fake, user } = await drawDesk(onCall);
    fake.refuse('blindTransfer', { code: 'target-busy' });
    await user.keyboard('t1002');
    await user.click(button('Transfer now'));
    expect(screen.getByText('Sam Okafor is on a call.')).toBeDefined();
    await user.click(button('Transfer anyway'));
    expect(fake.given.at(-1)?.input).toEqual({ callId: 'call-1', text: '1002', evenIfBusy: true });
  });

  it('forgets the warning when another desk is chosen', async () => {
    const { fake, user } = await drawDesk(onCall);
    fake.refuse('blindTransfer', { code: 'target-busy' });
    await user.keyboard('t1002');
    await user.click(button('Transfer now'));
    await user.clear(target());
    await user.type(target(), '1003');
    await user.click(button('Transfer now'));
    expect(fake.given.at(-1)?.input).toEqual({ callId: 'call-1', text: '1003', evenIfBusy: false });
  });

  it('hands over once, however often it is pressed while it looks whether the desk is free', async () => {
    const { fake, user } = await drawDesk(onCall);
    const answer = fake.delay('blindTransfer');
    await user.keyboard('t1003');
    await user.dblClick(button('Transfer now'));
    await act(async () => answer());
    expect(fake.given).toHaveLength(1);
    expect(screen.queryByRole('region', { name: 'Transfer' })).toBeNull();
  });

  it('says that the desk is busy also when the sheet was closed while it looked', async () => {
    const { fake, user } = await drawDesk(onCall);
    fake.refuse('blindTransfer', { code: 'target-busy' });
    const answer = fake.delay('blindTransfer');
    await user.keyboard('t1002');
    await user.click(button('Transfer now'));
    await user.click(button('Close'));
    await act(async () => answer());
    expect(screen.getByText('Sam Okafor is on a call.')).toBeDefined();
  });

  it('asks the colleague first, by the extension behind a full name', async () => {
    const { fake, user } = await drawDesk(onCall);
    await user.keyboard('tpharmacy desk');
    await user.click(button('Ask first'));
    expect(fake.given).toEqual([{ name: 'startConsult', input: { callId: 'call-1', text: '1010' } }]);
  });

  it('says calmly when it did not work, and stays open', async () => {
    const { fake, user } = await drawDesk(onCall);
    fake.refuse('startConsult', { code: 'not-connected' });
    await user.keyboard('t1003');
    await user.click(button('Ask first'));
    expect(screen.getByText('There is no connection to the server just now.')).toBeDefined();
    expect(screen.getByRole('region', { name: 'Transfer' })).toBeDefined();
  });
});

describe('the number box', () => {
  const box = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Number to call' });

  it('calls what was typed or pressed, as it stands', async () => {
    const { fake, user } = await drawDesk();
    await user.click(button('2 ABC'));
    await user.type(box(), '02 555-0117{Enter}');
    expect(fake.given).toEqual([{ name: 'dial', input: { text: '202 555-0117' } }]);
    expect(box().value).toBe('');
  });

  it('calls once, however often it is pressed before the call is there', async () => {
    const { fake, user } = await drawDesk();
    const answer = fake.delay('dial');
    await user.type(box(), '1002{Enter}{Enter}');
    await user.dblClick(button('Call'));
    await act(async () => answer());
    expect(fake.given).toHaveLength(1);
  });

  it('takes digits that are typed while nothing is focused', async () => {
    const { user } = await drawDesk();
    await user.keyboard('1002');
    expect(box().value).toBe('1002');
    expect(document.activeElement).toBe(box());
  });

  it('shows how a pasted number is read', async () => {
    const { user } = await drawDesk();
    await user.type(box(), 'tel:+1-202-555-0117');
    expect(screen.getByText('(202) 555-0117')).toBeDefined();
  });

  it('says under the box why a text cannot be called, and keeps the text', async () => {
    const { fake, user } = await drawDesk();
    fake.refuse('dial', { code: 'number-invalid' });
    await user.type(box(), 'the clinic{Enter}');
    expect(screen.getByText(/That is not a number that can be called\./)).toBeDefined();
    expect(box().value).toBe('the clinic');
  });

  it('calls nobody when it is empty', async () => {
    const { fake, user } = await drawDesk();
    await user.click(button('Call'));
    expect(fake.given).toEqual([]);
    expect(document.activeElement).toBe(box());
  });

  it('has the colleagues beside it in the sheet of Add call, one press away', async () => {
    const { fake, user } = await drawDesk(onCall);
    await user.keyboard('a');
    await user.click(screen.getByRole('button', { name: /Ines Marchetti/ }));
    expect(fake.given).toEqual([{ name: 'dial', input: { text: '1003' } }]);
  });

  it('is in the sheet of Add call during a call, and the sheet closes when it rings there', async () => {
    const { fake, user } = await drawDesk(onCall);
    await user.keyboard('a');
    expect(document.activeElement).toBe(box());
    await user.keyboard('1002{Enter}');
    expect(fake.given).toEqual([{ name: 'dial', input: { text: '1002' } }]);
    expect(screen.queryByRole('region', { name: 'Add call' })).toBeNull();
  });
});

// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { callNow, nameless, ON, pharmacy, quality, withheld } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const region = () => screen.getByRole('region', { name: 'Active call' });
const key = (name: string) => within(region()).getByRole('button', { name });
const pressed = (name: string) => key(name).getAttribute('aria-pressed');

describe('the region of the call', () => {
  it('says who, the number as people write it, how long and how it sounds', async () => {
    await drawDesk({ calls: [callNow()] });
    const { textContent } = region();
    for (const words of ['Funke Adeyemi', '(202) 555-0117', '3:42', 'Talking', 'Clear', 'MOS 4.3']) {
      expect(textContent).toContain(words);
    }
  });

  it('names a caller without a name by the number, and one without both', async () => {
    const { push } = await drawDesk({ calls: [callNow({ remote: nameless })] });
    expect(within(region()).getByRole('heading', { name: '(202) 555-0163' })).toBeDefined();
    await push({ calls: [callNow({ remote: withheld })] });
    expect(within(region()).getByRole('heading', { name: 'Number withheld' })).toBeDefined();
  });

  it('names a colleague by our own list when the network gives only the extension', async () => {
    await drawDesk({ calls: [callNow({ remote: { name: '', number: '1003' } })] });
    expect(within(region()).getByRole('heading', { name: 'Ines Marchetti' })).toBeDefined();
    expect(region().textContent).toContain('1003');
  });

  it('says who handed the call over, by our own list too', async () => {
    await drawDesk({ calls: [callNow({ referredBy: '1002' })] });
    expect(region().textContent).toContain('Handed over by Sam Okafor');
  });

  it('has every key under its agreed name', async () => {
    await drawDesk({ calls: [callNow()] });
    for (const name of ['Mute', 'Hold', 'Keypad', 'Transfer', 'Add call', 'Merge', 'Hang up']) {
      expect(key(name)).toBeDefined();
    }
  });

  it('tells what is wanted from what is confirmed', async () => {
    const { push } = await drawDesk({ calls: [callNow({ hold: { wanted: true, confirmed: false } })] });
    expect(pressed('Hold')).toBe('true');
    expect(key('Hold').getAttribute('aria-busy')).toBe('true');
    expect(region().textContent).toContain('Holding…');
    await push({ calls: [callNow({ hold: ON })] });
    expect(key('Hold').getAttribute('aria-busy')).toBe('false');
    expect(region().textContent).toContain('On hold');
  });

  it('says that the far end holds, that the agent is muted, and that the line is poor', async () => {
    await drawDesk({
      calls: [callNow({ mute: ON, heldByFarEnd: true, quality: quality({ band: 'poor', warning: true }) })],
    });
    for (const words of ['You are muted', 'They put you on hold', 'The line is poor']) {
      expect(region().textContent).toContain(words);
    }
  });

  it('says that a lost path is being rebuilt and that they may still hear', async () => {
    await drawDesk({ calls: [callNow({ phase: { name: 'reaching', since: Date.now() - 4000 } })] });
    expect(region().textContent).toContain('Reaching the patient again, 4 s.');
    expect(region().textContent).toContain('They may still hear you.');
  });
});

describe('the keys of the call', () => {
  it('work by button and by letter', async () => {
    const { fake, user } = await drawDesk({ calls: [callNow()] });
    await user.click(key('Mute'));
    await user.keyboard('h');
    expect(fake.given).toEqual([
      { name: 'setMute', input: { callId: 'call-1', muted: true } },
      { name: 'setHold', input: { callId: 'call-1', held: true } },
    ]);
  });

  it('open their sheets by letter and close them with the same letter or Escape', async () => {
    const { user } = await drawDesk({ calls: [callNow()] });
    await user.keyboard('k');
    expect(screen.getByRole('region', { name: 'Keypad' })).toBeDefined();
    await user.keyboard('k');
    expect(screen.queryByRole('region', { name: 'Keypad' })).toBeNull();
    await user.keyboard('t');
    expect(screen.getByRole('region', { name: 'Transfer' })).toBeDefined();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: 'Transfer' })).toBeNull();
  });

  it('rest while the agent types', async () => {
    const { fake, user } = await drawDesk({ calls: [callNow()] });
    await user.keyboard('a');
    await user.keyboard('hm');
    expect(fake.given).toEqual([]);
    const box = screen.getByRole<HTMLInputElement>('textbox', { name: 'Number to call' });
    expect(box.value).toBe('hm');
  });

  it('are buttons alone when letters are turned off', async () => {
    const { fake, user } = await drawDesk({
      calls: [callNow()],
      settings: { theme: 'system', letterKeys: false },
    });
    await user.keyboard('mhk');
    expect(fake.given).toEqual([]);
    expect(key('Mute').textContent).toBe('Mute');
    await user.click(key('Mute'));
    expect(fake.given).toHaveLength(1);
  });

  it('stay away from a call that is ending', async () => {
    const { fake, user } = await drawDesk({
      calls: [callNow({ phase: { name: 'ending', since: Date.now() } })],
    });
    await user.keyboard('m{Escape}{Escape}');
    await user.click(key('Hang up'));
    expect(fake.given).toEqual([]);
  });

  it('stay away from what a call cannot do yet', async () => {
    const { fake, user } = await drawDesk({
      calls: [
        callNow({
          answeredAt: null,
          phase: { name: 'dialling', since: Date.now() },
        }),
      ],
    });
    await user.keyboard('ht');
    expect(fake.given).toEqual([]);
    expect(key('Hold').hasAttribute('disabled')).toBe(true);
  });
});

describe('hanging up', () => {
  it('takes one press of the button', async () => {
    const { fake, user } = await drawDesk({ calls: [callNow()] });
    await user.click(key('Hang up'));
    expect(fake.given).toEqual([{ name: 'hangUp', input: { callId: 'call-1' } }]);
  });

  it('takes two presses of Escape, and says so after the first', async () => {
    const { fake, user } = await drawDesk({ calls: [callNow()] });
    await user.keyboard('{Escape}');
    expect(fake.given).toEqual([]);
    expect(screen.getByText('Press Esc once more to hang up.')).toBeDefined();
    await user.keyboard('{Escape}');
    expect(fake.given).toEqual([{ name: 'hangUp', input: { callId: 'call-1' } }]);
  });

  it('a first Escape for one call does not count for the next', async () => {
    const { fake, user, push } = await drawDesk({ calls: [callNow()] });
    await user.keyboard('{Escape}');
    await push({ calls: [callNow({ id: 'call-2' })] });
    await user.keyboard('{Escape}');
    expect(fake.given).toEqual([]);
  });

  it('on several people at once takes two presses of the button', async () => {
    const calls = [
      callNow({ conferenceId: 'both' }),
      callNow({ id: 'call-2', remote: pharmacy, conferenceId: 'both' }),
    ];
    const { fake, user } = await drawDesk({ calls });
    expect(within(region()).getByRole('heading', { name: 'Funke Adeyemi and Pharmacy desk' })).toBeDefined();
    await user.click(key('Hang up'));
    expect(fake.given).toEqual([]);
    await user.click(key('Hang up'));
    expect(fake.given.map(({ input }) => input)).toEqual([{ callId: 'call-1' }, { callId: 'call-2' }]);
  });
});

describe('several calls', () => {
  const held = callNow({ hold: ON });
  const consult = callNow({ id: 'call-2', remote: pharmacy, answeredAt: Date.now(), consultFor: 'call-1' });
  const inTransfer = callNow({
    hold: ON,
    transfer: {
      kind: 'attended',
      target: 'sip:1010@northside.example',
      consultCallId: 'call-2',
      step: 'consulting',
      sipStatus: null,
    },
  });

  it('the one in the ear is the active one, the held one waits with a way back', async () => {
    const { fake, user } = await drawDesk({ calls: [held, callNow({ id: 'call-2', remote: pharmacy })] });
    expect(within(region()).getByRole('heading', { name: 'Pharmacy desk' })).toBeDefined();
    const others = screen.getByRole('region', { name: 'Other calls' });
    await user.click(within(others).getByRole('button', { name: 'Resume Funke Adeyemi' }));
    expect(fake.given).toEqual([{ name: 'setHold', input: { callId: 'call-1', held: false } }]);
  });

  it('Hold pressed twice holds and takes back the same one', async () => {
    const second = callNow({ id: 'call-2', remote: pharmacy, hold: ON });
    const { fake, user, push } = await drawDesk({ calls: [callNow(), second] });
    await user.click(key('Hold'));
    await push({ calls: [held, second] });
    await user.click(key('Hold'));
    expect(fake.given.map(({ input }) => input)).toEqual([
      { callId: 'call-1', held: true },
      { callId: 'call-1', held: false },
    ]);
  });

  it('of several in the ear, news says whose it is', async () => {
    const poor = { conferenceId: 'c', quality: quality({ warning: true }) };
    const reaching = { name: 'reaching', since: Date.now() - 4000 } as const;
    await drawDesk({
      calls: [callNow(poor), callNow({ id: 'call-2', remote: pharmacy, conferenceId: 'c', phase: reaching })],
    });
    expect(region().textContent).toContain('The line to Funke Adeyemi is poor');
    expect(region().textContent).toContain('Reaching Pharmacy desk again, 4 s.');
  });

  it('two that are up can be merged, and split again', async () => {
    const { fake, user, push } = await drawDesk({ calls: [held, callNow({ id: 'call-2' })] });
    await user.click(key('Merge'));
    expect(fake.given).toEqual([{ name: 'merge', input: { callIds: ['call-2', 'call-1'] } }]);
    await push({ calls: [callNow({ conferenceId: 'c' }), callNow({ id: 'call-2', conferenceId: 'c' })] });
    await user.click(key('Split'));
    expect(fake.given.at(-1)).toEqual({ name: 'split', input: { conferenceId: 'c' } });
  });

  it('a transfer with a talk first can be completed or cancelled, for the patient’s call', async () => {
    const { fake, user } = await drawDesk({ calls: [inTransfer, consult] });
    await user.click(screen.getByRole('button', { name: 'Complete transfer' }));
    await user.click(screen.getByRole('button', { name: 'Cancel transfer' }));
    expect(fake.given).toEqual([
      { name: 'completeTransfer', input: { callId: 'call-1' } },
      { name: 'cancelTransfer', input: { callId: 'call-1' } },
    ]);
  });

  it('a transfer that did not work names the colleague by our own list', async () => {
    const transfer = {
      kind: 'blind',
      target: 'sip:1003@northside.example',
      step: 'failed',
      sipStatus: 480,
    } as const;
    await drawDesk({ calls: [callNow({ transfer })] });
    expect(region().textContent).toContain(
      'Ines Marchetti did not take the call. The patient stays with you.',
    );
  });

  it('is not completed before the colleague has answered', async () => {
    const phase = { name: 'alerting', since: Date.now(), earlyMedia: false } as const;
    await drawDesk({ calls: [inTransfer, { ...consult, answeredAt: null, phase }] });
    expect(screen.getByRole('button', { name: 'Complete transfer' }).hasAttribute('disabled')).toBe(true);
    expect(screen.getByRole('button', { name: 'Cancel transfer' }).hasAttribute('disabled')).toBe(false);
  });
});

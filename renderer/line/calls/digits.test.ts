import { describe, expect, it, vi } from 'vitest';
import { Digits } from './digits.ts';

/** Behaves as W3C WebRTC §7 says: a new insertion replaces what was still to be sent. */
class FakeSender extends EventTarget {
  readonly sent: string[] = [];
  #buffer = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  insertDTMF(tones: string, lengthMs = 100, gapMs = 70): void {
    this.#buffer = tones;
    clearTimeout(this.#timer);
    const play = (): void => {
      const [tone, ...rest] = this.#buffer;
      this.#buffer = rest.join('');
      if (tone !== undefined) this.sent.push(tone);
      this.dispatchEvent(Object.assign(new Event('tonechange'), { tone: tone ?? '' }));
      if (tone !== undefined) this.#timer = setTimeout(play, lengthMs + gapMs);
    };
    this.#timer = setTimeout(play, 1);
  }
}

describe('digits', () => {
  it('all leave, in order, however fast they are typed', async () => {
    vi.useFakeTimers();
    const sender = new FakeSender();
    const digits = new Digits({
      rtp: () => sender as unknown as RTCDTMFSender,
      info: () => Promise.reject(new Error('not by INFO')),
    });
    const sent = Promise.all(['12', '3', '456'].map((some) => digits.send(some)));
    await vi.advanceTimersByTimeAsync(5000);
    await sent;
    expect(sender.sent.join('')).toBe('123456');
    vi.useRealTimers();
  });

  it('go by INFO where the far end takes no telephone events, one after the other', async () => {
    const sent: string[] = [];
    const digits = new Digits({
      rtp: () => null,
      info: async (digit, durationMs) => {
        sent.push(`${digit} ${durationMs}`);
      },
    });
    await digits.send('1#');
    expect(sent).toEqual(['1 100', '# 100']);
  });

  it('that fail do not stop the next ones', async () => {
    let works = false;
    const sent: string[] = [];
    const digits = new Digits({
      rtp: () => null,
      info: async (digit) => {
        if (!works) throw new Error('call over');
        sent.push(digit);
      },
    });
    await expect(digits.send('1')).rejects.toThrow('call over');
    works = true;
    await digits.send('2');
    expect(sent).toEqual(['2']);
  });

  it('leave nothing behind in a call that takes no more of them', async () => {
    vi.useFakeTimers();
    const closed = Object.assign(new EventTarget(), {
      insertDTMF: () => {
        throw new DOMException('closed', 'InvalidStateError');
      },
    });
    const digits = new Digits({
      rtp: () => closed as unknown as RTCDTMFSender,
      info: () => Promise.resolve(),
    });
    await expect(digits.send('1')).rejects.toThrow('closed');
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('do not wait for ever for a browser that never says a tone ended', async () => {
    vi.useFakeTimers();
    const mute = Object.assign(new EventTarget(), { insertDTMF: () => undefined });
    const digits = new Digits({ rtp: () => mute as unknown as RTCDTMFSender, info: () => Promise.resolve() });
    const sent = digits.send('12');
    await vi.advanceTimersByTimeAsync(3000);
    await expect(sent).resolves.toBeUndefined();
    vi.useRealTimers();
  });
});

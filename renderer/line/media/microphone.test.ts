import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Microphone } from './microphone.ts';

class Track extends EventTarget {
  readonly label: string;
  readyState = 'live';
  constructor(label: string) {
    super();
    this.label = label;
  }
  stop(): void {
    this.readyState = 'ended';
  }
}

type Asked = PromiseWithResolvers<unknown> & { readonly device: string };

function stage() {
  const asked: Asked[] = [];
  const getUserMedia = ({ audio }: { audio: { deviceId?: { exact: string } } }): Promise<unknown> => {
    const one = { ...Promise.withResolvers<unknown>(), device: audio.deviceId?.exact ?? 'default' };
    asked.push(one);
    return one.promise;
  };
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  const tracks: (string | null)[] = [];
  const microphone = new Microphone({
    onTrack: (track) => tracks.push(track?.label ?? null),
    onError: () => undefined,
  });
  const allow = async (one: Asked | undefined): Promise<Track> => {
    const track = new Track(one?.device ?? '');
    one?.resolve({ getAudioTracks: () => [track], getTracks: () => [track] });
    await vi.advanceTimersByTimeAsync(0);
    return track;
  };
  const refuse = async (one: Asked | undefined, name: string): Promise<void> => {
    one?.reject(new DOMException('no', name));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { microphone, asked, tracks, allow, refuse };
}

describe('the microphone', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is opened once, however many need it', async () => {
    const { microphone, asked, tracks, allow } = stage();
    microphone.need('calls');
    microphone.need('meter');
    expect(asked).toHaveLength(1);
    await allow(asked[0]);
    expect(tracks).toEqual(['default']);
  });

  it('is closed a while after the last need', async () => {
    const { microphone, asked, allow } = stage();
    microphone.need('calls');
    const track = await allow(asked[0]);
    microphone.release('calls');
    expect(track.readyState).toBe('live');
    await vi.advanceTimersByTimeAsync(4000);
    expect(track.readyState).toBe('ended');
    expect(microphone.track).toBeNull();
  });

  it('does not stay open when it was allowed only after nobody needed it any more', async () => {
    const { microphone, asked, allow } = stage();
    microphone.need('calls');
    microphone.release('calls');
    await vi.advanceTimersByTimeAsync(10_000);
    const track = await allow(asked[0]);
    await vi.advanceTimersByTimeAsync(4000);
    expect(track.readyState).toBe('ended');
  });

  it('keeps the one that works when the chosen one cannot be opened, and says so', async () => {
    const { microphone, asked, tracks, allow, refuse } = stage();
    microphone.need('calls');
    const track = await allow(asked[0]);
    void microphone.use('headset', 'Headset');
    await refuse(asked[1], 'NotReadableError');
    expect(track.readyState).toBe('live');
    expect(microphone).toMatchObject({ track, error: 'microphone-busy' });
    expect(tracks).toEqual(['default']);
    microphone.retry();
    await allow(asked[2]);
    expect(track.readyState).toBe('ended');
    expect(microphone.error).toBeNull();
    expect(tracks).toEqual(['default', 'headset']);
  });

  it('waits for the device that was chosen while another was being opened', async () => {
    const { microphone, asked, allow } = stage();
    microphone.need('calls');
    const opened = microphone.opened();
    void microphone.use('headset', 'Headset');
    const first = await allow(asked[0]);
    expect(first.readyState).toBe('ended');
    await allow(asked[1]);
    expect(await opened).toMatchObject({ ok: true, value: { label: 'headset' } });
  });

  it.each([
    ['NotAllowedError', 'microphone-denied'],
    ['NotReadableError', 'microphone-busy'],
    ['NotFoundError', 'microphone-missing'],
  ])('says of %s: %s', async (name, code) => {
    const { microphone, asked, refuse } = stage();
    microphone.need('calls');
    const opened = microphone.opened();
    await refuse(asked[0], name);
    expect(await opened).toEqual({ ok: false, error: { code } });
  });

  it('is silent when it is unplugged, and back when something is plugged in', async () => {
    const { microphone, asked, tracks, allow } = stage();
    microphone.need('calls');
    const track = await allow(asked[0]);
    track.dispatchEvent(new Event('ended'));
    expect(tracks.at(-1)).toBeNull();
    microphone.retry();
    await allow(asked[1]);
    expect(tracks.at(-1)).toBe('default');
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallMedia } from './call-media.ts';
import { stubSound } from '../fakes/no-sound.ts';
import type { Speaker } from './speaker.ts';

/** Node has no sound: tracks are names here. */
class Track {
  enabled = true;
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  clone(): Track {
    return new Track(this.name);
  }
  stop(): void {}
}

const contexts = { open: 0 };

function stage() {
  const said: string[] = [];
  const speaker = {
    play: () => said.push('plays'),
    setSilent: (_id: string, silent: boolean) => said.push(silent ? 'silent' : 'audible'),
    stop: () => said.push('stops'),
  };
  const options = { iceServers: [], gatheringBudgetMs: 300 };
  const media = new CallMedia('a', options, speaker as unknown as Speaker);
  const sending = vi.spyOn(media.peer, 'send');
  const sent = (): string => {
    const track = sending.mock.lastCall?.[0] as Track | null | undefined;
    if (!track) return 'nothing';
    return track.enabled ? track.name : 'silence';
  };
  const use = (track: Track): MediaStreamTrack => track as unknown as MediaStreamTrack;
  return { media, sent, said, use };
}

describe('the sound of a call', () => {
  beforeEach(() => {
    contexts.open = 0;
    const connection = class {
      close(): void {}
    };
    const silence = Object.assign(new Track('silent'), { enabled: false });
    stubSound({ connection, contexts, silence });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is the microphone once the call is answered, and silence while muted or held', () => {
    const { media, sent, use } = stage();
    media.useMicrophone(use(new Track('microphone')));
    expect(sent()).toBe('silence');
    media.open();
    expect(sent()).toBe('microphone');
    media.setMuted(true);
    expect(sent()).toBe('silence');
    media.setMuted(false);
    media.setHeld(true);
    expect(sent()).toBe('silence');
  });

  it('keeps the others of a conference from somebody on hold', () => {
    const { media, sent, use } = stage();
    media.useMicrophone(use(new Track('microphone')));
    media.open();
    media.useMix(use(new Track('mix')));
    expect(sent()).toBe('mix');
    media.setHeld(true);
    expect(sent()).toBe('silence');
    media.setHeld(false);
    expect(sent()).toBe('mix');
  });

  it('is nothing at all from before a party is handed over until that failed', async () => {
    const { media, sent, use } = stage();
    media.useMicrophone(use(new Track('microphone')));
    media.open();
    const handedOver = media.handOver();
    expect(sent()).toBe('nothing');
    await handedOver;
    media.setMuted(true);
    expect(sent()).toBe('nothing');
    media.setMuted(false);
    media.takeBack();
    expect(sent()).toBe('microphone');
  });

  it('comes back by itself when nobody ever says how a transfer went', async () => {
    vi.useFakeTimers();
    const { media, sent, use } = stage();
    media.useMicrophone(use(new Track('microphone')));
    media.open();
    void media.handOver();
    await vi.advanceTimersByTimeAsync(2999);
    expect(sent()).toBe('nothing');
    await vi.advanceTimersByTimeAsync(1);
    expect(sent()).toBe('microphone');
    vi.useRealTimers();
  });

  it('is silent from the start when it is held before it is heard', () => {
    const { media, said } = stage();
    media.setHeld(true);
    media.listen();
    expect(said.slice(-2)).toEqual(['plays', 'silent']);
  });

  it('opens nothing any more after the call, whatever is still asked of it', () => {
    const { media, use } = stage();
    media.open();
    expect(contexts.open).toBe(1);
    media.close();
    media.useMix(use(new Track('mix')));
    media.useMix(null);
    media.setHeld(true);
    expect(contexts.open).toBe(0);
  });
});

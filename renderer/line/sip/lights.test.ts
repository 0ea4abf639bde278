import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Lights } from './lights.ts';
import type { LineUserAgent } from './user-agent.ts';
import type { Watch, WatchedEvent, WatchListener } from './watch.ts';

interface Subscription {
  readonly to: string;
  readonly listener: WatchListener;
}
const server = vi.hoisted(() => ({ asked: [] as Subscription[] }));
vi.mock(import('./watch.ts'), () => ({
  Watch: class {
    constructor(_agent: unknown, { target, event }: WatchedEvent, listener: WatchListener) {
      server.asked.push({ to: `${event} ${String(target)}`, listener });
    }
    stop = () => undefined;
  } as unknown as typeof Watch,
}));
vi.mock(import('./dialog-info.ts'), () => ({
  // The test's server says the light itself.
  DialogInfo: class {
    read = (body: string) => body;
  } as never,
}));

function start() {
  const told: string[] = [];
  const userAgent = { agent: { isConnected: () => true }, address: (target: string) => target };
  const lights = new Lights(userAgent as unknown as LineUserAgent, '1001', ['1002'], {
    onLight: (extension, light) => void told.push(`${extension} ${light}`),
    onVoicemail: () => undefined,
  });
  lights.start();
  const notify = (to: string, light: string): void => {
    const found = server.asked.findLast((one) => one.to === `dialog ${to}`);
    if (!found) throw new Error(`nobody asked about ${to}`);
    found.listener.notified(light);
  };
  return { lights, told, notify };
}

describe('a colleague’s light', () => {
  beforeEach(() => {
    server.asked.length = 0;
  });

  it('is what the server said last, and unknown as soon as nobody says', () => {
    const { lights, told, notify } = start();
    notify('1002', 'free');
    notify('1002', 'busy');
    lights.stop();
    expect(told).toEqual(['1002 unknown', '1002 free', '1002 busy', '1002 unknown']);
  });

  it('is known before a transfer without asking again, however the target is written', async () => {
    const { lights, notify } = start();
    notify('1002', 'busy');
    const asked = server.asked.length;
    expect(await lights.glance('sip:1002@pbx.example.org', '1002')).toBe('busy');
    expect(server.asked).toHaveLength(asked);
  });

  it('is asked of the server for somebody whom nobody watches', async () => {
    const { lights, notify } = start();
    const light = lights.glance('sip:1003@pbx.example.org', '1003');
    notify('sip:1003@pbx.example.org', 'ringing');
    expect(await light).toBe('ringing');
  });
});

import { describe, expect, it } from 'vitest';
import { systemProxy } from './system-proxy.ts';

const env = { https_proxy: 'http://proxy.example.org:3128/', no_proxy: 'hub.example.net, .local' };
const proxyFor = (url: string, environment = env): string => systemProxy(new URL(url), environment);

describe('The system’s proxy', () => {
  it('is the environment’s for encrypted addresses', () => {
    expect(proxyFor('wss://hub.example.org/')).toBe('PROXY proxy.example.org:3128');
    expect(proxyFor('ws://hub.example.org/')).toBe('DIRECT');
  });

  it('is none for what the environment spares, and for this computer', () => {
    for (const url of [
      'wss://hub.example.net/',
      'wss://pbx.local/',
      'wss://localhost/',
      'wss://127.0.0.1:1/',
    ])
      expect(proxyFor(url)).toBe('DIRECT');
  });
});

import { describe, expect, it } from 'vitest';
import { firstProxy } from './pac.ts';

describe('A PAC result', () => {
  it.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.example.org:3128', 'http://proxy.example.org:3128'],
    ['PROXY a.example.org:80; PROXY b.example.org:80; DIRECT', 'http://a.example.org:80'],
    ['HTTPS proxy.example.org:443', 'https://proxy.example.org:443'],
    ['SOCKS5 proxy.example.org:1080; DIRECT', null],
    ['DIRECT; PROXY proxy.example.org:3128', null],
  ])('%j means %j', (result, proxy) => {
    expect(firstProxy(result)).toBe(proxy);
  });
});

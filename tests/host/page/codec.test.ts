import { describe, expect, it } from 'vitest';
import { pack, unpack } from './codec.ts';

const carried = (value: unknown): unknown => unpack(pack(value));

describe('What travels between the host and a page', () => {
  it.each([
    ['plain data', { a: [1, 'two', null, true], b: { c: {} } }],
    ['undefined, alone and inside', { gone: undefined, list: [undefined] }],
    ['numbers that JSON has no word for', [Number.NaN, Infinity, -Infinity, 12n]],
    ['a date', new Date(123)],
    ['maps and sets', new Map<unknown, unknown>([[{ key: 1 }, new Set([1, undefined])]])],
    ['bytes', { buffer: new Uint8Array([0, 128, 255]).buffer, view: new Int16Array([-2, 300]) }],
    ['an object with the codec’s own mark', { $: ['date', 5], other: { $: 1 } }],
    ['text of every kind', 'a\u0000b\u2028c\ud83d\ude00"\\'],
  ])('keeps %s', (_what, value) => {
    expect(carried(value)).toEqual(value);
  });

  it('keeps name, message and stack of an error', () => {
    const error = carried(new TypeError('no')) as Error;
    expect([error.name, error.message, error.stack?.startsWith('TypeError: no')]).toEqual([
      'TypeError',
      'no',
      true,
    ]);
  });

  it('makes of a Buffer the bytes that a page knows', () => {
    expect(carried(Buffer.from([1, 2]))).toEqual(new Uint8Array([1, 2]));
  });

  it('leaves a class behind and keeps its fields', () => {
    class Point {
      readonly x = 1;
    }
    expect(carried(new Point())).toEqual({ x: 1 });
  });

  it('refuses functions, symbols and promises in Electron’s words', () => {
    for (const value of [() => 1, Symbol('s'), { deep: [() => 1] }, Promise.resolve()]) {
      expect(() => pack(value)).toThrow('An object could not be cloned.');
    }
  });

  it('refuses what contains itself', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(() => pack(loop)).toThrow('contain themselves');
    const twice = { same: 1 };
    expect(carried([twice, twice])).toEqual([twice, twice]);
  });
});

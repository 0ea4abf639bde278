import { describe, expect, it } from 'vitest';
import { isPermitted, type PermissionAsked } from './permission-policy.ts';

const line: PermissionAsked = {
  permission: 'media',
  origin: 'app://line/',
  isMainFrame: true,
  mediaTypes: ['audio'],
};

describe('permissions', () => {
  it('let the line window have the microphone and choose a speaker', () => {
    expect(isPermitted(line)).toBe(true);
    expect(isPermitted({ ...line, origin: 'app://line/index.html' })).toBe(true);
    expect(isPermitted({ ...line, permission: 'speaker-selection', mediaTypes: [] })).toBe(true);
  });

  it('let it reach a PBX on the own network', () => {
    for (const permission of ['local-network-access', 'local-network', 'loopback-network']) {
      expect(isPermitted({ ...line, permission, mediaTypes: [] })).toBe(true);
      expect(isPermitted({ ...line, permission, mediaTypes: [], origin: 'app://desk' })).toBe(false);
    }
  });

  it.each([['video'], ['audio', 'video'], ['unknown'], []])('never open a camera: %s %s', (...mediaTypes) => {
    expect(isPermitted({ ...line, mediaTypes })).toBe(false);
  });

  it.each([
    'app://desk/',
    'app://sign-in/',
    'app://line.evil/',
    'https://line/',
    'app://line@evil/',
    'nonsense',
    '',
    null,
  ])('give nothing to %s', (origin) => {
    expect(isPermitted({ ...line, origin })).toBe(false);
  });

  it('give nothing to a frame inside a page', () => {
    expect(isPermitted({ ...line, isMainFrame: false })).toBe(false);
  });

  it.each([
    'notifications',
    'geolocation',
    'midi',
    'display-capture',
    'hid',
    'clipboard-read',
    'toString',
    '__proto__',
  ])('do not know %s', (permission) => {
    expect(isPermitted({ ...line, permission })).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { type HeaderSource, readCaller, readNameAddr, readQueue, readReferredBy } from './identity.ts';

const from = (headers: Record<string, string>): HeaderSource => ({ header: (name) => headers[name] });

describe('who calls', () => {
  it.each([
    ['"Pat \\"P\\" Doe" <sip:15550100@x;user=phone>;tag=1', { number: '15550100', name: 'Pat "P" Doe' }],
    ['Pat Doe <sip:pat@x>', { number: 'pat', name: 'Pat Doe' }],
    ['<sips:+15550100@x>', { number: '+15550100', name: '' }],
    ['<tel:+15550100;phone-context=x>', { number: '+15550100', name: '' }],
    ['sip:1001@x;tag=1', { number: '1001', name: '' }],
    ['<sip:a%20b@x>', { number: 'a b', name: '' }],
    ['<sip:50%@x>', { number: '50%', name: '' }],
    ['"Anonymous" <sip:anonymous@anonymous.invalid>', { number: '', name: '' }],
  ])('reads %s', (value, party) => {
    expect(readNameAddr(value)).toEqual(party);
  });

  it('reads nothing from nonsense', () => {
    expect(readNameAddr('')).toBeNull();
    expect(readNameAddr('mailto:pat@x')).toBeNull();
  });

  it('believes the network before the caller', () => {
    const both = { From: '"Spoofed" <sip:1@x>', 'P-Asserted-Identity': '"Pat" <sip:15550100@x>' };
    expect(readCaller(from(both))).toEqual({ number: '15550100', name: 'Pat' });
    expect(readCaller(from({ From: both.From }))).toEqual({ number: '1', name: 'Spoofed' });
  });

  it('says nothing about who asked for privacy', () => {
    const hidden = { From: '<sip:1@x>', 'P-Asserted-Identity': '<sip:2@x>', Privacy: 'id;critical' };
    expect(readCaller(from(hidden))).toEqual({ number: '', name: '' });
  });

  it('knows the queue from the PBX, or from what was dialled first', () => {
    expect(readQueue(from({ 'X-Queue': 'intake' }))).toBe('intake');
    expect(readQueue(from({ 'History-Info': '"Crisis line" <sip:800@x>;index=1' }))).toBe('Crisis line');
    expect(readQueue(from({ Diversion: '<sip:700@x>;reason=unconditional' }))).toBe('700');
    expect(readQueue(from({}))).toBeNull();
  });

  it('knows who handed the call over', () => {
    expect(readReferredBy(from({ 'Referred-By': '"Desk Two" <sip:1002@x>' }))).toBe('Desk Two');
    expect(readReferredBy(from({ 'Referred-By': '<sip:1002@x>' }))).toBe('1002');
    expect(readReferredBy(from({}))).toBeNull();
  });
});

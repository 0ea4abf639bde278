import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileInput } from '#shared/profile/profile.ts';

export interface TeamProfileOptions {
  /** WebSocket URLs of SIP servers, in the order they are tried. */
  readonly servers: readonly string[];
  readonly domain?: string;
  readonly trustAutoAnswer?: boolean;
  readonly dtmf?: 'rfc4733' | 'info';
  readonly wrapUpSec?: number;
  readonly stun?: string;
}

/** A team's profile for a server of the bench. */
export function teamProfile(options: TeamProfileOptions): ProfileInput {
  const {
    servers,
    domain = '127.0.0.1',
    trustAutoAnswer = true,
    dtmf = 'rfc4733',
    wrapUpSec = 0,
    stun,
  } = options;
  return {
    version: 1,
    name: 'Riverside Health Line',
    sip: {
      domain,
      servers: servers.map((url) => ({ url, trustAutoAnswer })),
      dtmf,
      ice: { servers: stun ? [{ urls: [stun] }] : [] },
    },
    numbers: { country: 'US', dialPrefix: '9', dialForm: 'digits' },
    featureCodes: { echo: '600', voicemail: '*97' },
    colleagues: [
      { name: 'Sam Ortiz', extension: '1002' },
      { name: 'Lena Brandt', extension: '1003' },
      { name: 'Pharmacy', extension: '2001' },
    ],
    breaks: ['Lunch', 'Breather'],
    scripts: {
      handOffs: [
        { name: 'nurse', label: 'Nurse desk', number: '1002' },
        { name: 'emergency', label: 'Emergency', number: '600' },
      ],
    },
    // The tests run at night too.
    callbacks: { hours: { from: '00:00', until: '24:00' } },
    wrapUpSec,
  };
}

/** Writes it into `dir`; returns the file's path. */
export function writeTeamProfile(dir: string, options: TeamProfileOptions): string {
  const file = join(dir, 'team.hearthline.json');
  writeFileSync(file, JSON.stringify(teamProfile(options), null, 2));
  return file;
}

/** Readers of Asterisk's console tables. */

export interface Channel {
  /** For example `PJSIP/1001-00000003`. */
  name: string;
  /** The endpoint's name inside `name`: `1001`. */
  endpoint: string;
  /** `Ring`, `Ringing`, `Up`, `Down`… as Asterisk says it. */
  state: string;
  application: string;
  callerNumber: string;
  /** Channels that talk together share it; empty when alone. */
  bridgeId: string;
  durationS: number;
}

/** The answer of `core show channels concise`: 14 fields between exclamation marks. */
export function parseChannels(text: string): Channel[] {
  const rows = text.split('\n').map((line) => line.split('!'));
  return rows
    .filter((fields) => fields.length >= 13)
    .map((fields) => {
      const name = fields[0] ?? '';
      return {
        name,
        endpoint: /^[^/]+\/(.+)-[0-9a-f]+(;\d)?$/.exec(name)?.[1] ?? name,
        state: fields[4] ?? '',
        application: fields[5] ?? '',
        callerNumber: fields[7] ?? '',
        durationS: Number(fields[11] ?? 0),
        bridgeId: fields[12] ?? '',
      };
    });
}

export interface Contact {
  uri: string;
  /** `Avail`, `Unavail`, `NonQual` or `Unknown`. */
  status: string;
}

/** The rows of `pjsip show contacts` that belong to one extension. */
export function parseContacts(text: string, extension: string): Contact[] {
  const row = /^\s*Contact:\s+([^/\s]+)\/(\S+)\s+\S+\s+(\S+)/gm;
  return [...text.matchAll(row)]
    .filter(([, aor]) => aor === extension)
    .map(([, , uri = '', status = '']) => ({ uri, status }));
}

export interface QueueMember {
  extension: string;
  isPaused: boolean;
  /** Asterisk's words: `Not in use`, `In use`, `Ringing`, `Unavailable`, `Invalid`… */
  state: string;
}

/** The members in the answer of `queue show`. */
export function parseQueueMembers(text: string): QueueMember[] {
  const row = /^\s+(\S+) \(PJSIP\/\S+\)(.*)$/gm;
  return [...text.matchAll(row)].map(([, extension = '', rest = '']) => ({
    extension,
    isPaused: rest.includes('(paused'),
    state:
      /\((Not in use|In use|Busy|Invalid|Unavailable|Ringing|Ring\+Inuse|On Hold|Unknown)\)/i.exec(
        rest,
      )?.[1] ?? rest.trim(),
  }));
}

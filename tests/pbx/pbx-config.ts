import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Authority, issueCertificate, makeAuthority } from './certificates.ts';
import { PARTY_HZ } from './parties.ts';
import { freePort, mediaPorts } from './ports.ts';
import { iceHostCandidates, renderConfig } from './render-config.ts';
import { writeToneWav } from './wav.ts';

export interface PbxOptions {
  /** How often Asterisk sends OPTIONS to a desk, and how long it waits; 0 turns it off. */
  qualifyFrequencyS?: number;
  qualifyTimeoutS?: number;
  /** A leg that sends no media for so long is ended; the second while it is held. */
  rtpTimeoutS?: number;
  rtpTimeoutHoldS?: number;
  /** How long the queue rings one desk, and how long it leaves a desk alone after a call. */
  queueRingS?: number;
  queueWrapUpS?: number;
  /** RFC 4028 session timers towards desks. */
  sessionTimers?: 'no' | 'yes' | 'required' | 'always';
  sessionExpiresS?: number;
  /** What each account's password begins with; its extension follows. */
  passwordStart?: string;
  onProgress?: (line: string) => void;
}

interface PbxPorts {
  sip: number;
  ws: number;
  wss: number;
}

/** A folder from which Asterisk can start. */
export interface PbxRun {
  runDir: string;
  ports: PbxPorts;
  authority: Authority;
  passwordStart: string;
}

/** Draws ports, makes certificates and writes the configuration into a fresh folder. */
export async function prepareRun(tree: string, options: PbxOptions): Promise<PbxRun> {
  const runDir = await mkdtemp(join(tmpdir(), 'hearthline-pbx-'));
  const ports: PbxPorts = { sip: await freePort(), ws: await freePort(), wss: await freePort() };
  await makeFolders(runDir);
  const authority = await makeAuthority(join(runDir, 'keys'));
  await issueCertificate(authority, 'server');
  writeToneWav(join(runDir, 'moh/hold.wav'), { hz: PARTY_HZ.holdMusic, seconds: 20, amplitude: 0.1 });
  writeToneWav(join(runDir, 'silence/silence.wav'), { hz: 1, seconds: 20, amplitude: 0 });
  const { passwordStart = 'pw' } = options;
  renderConfig(join(runDir, 'etc'), configValues(options, { tree, runDir, ports, passwordStart }));
  return { runDir, ports, authority, passwordStart };
}

async function makeFolders(runDir: string): Promise<void> {
  const spool = ['voicemail', 'monitor', 'recording', 'tmp', 'outgoing'].map((name) => `spool/${name}`);
  const folders = ['lib', 'run', 'log/cdr-csv', 'db', 'keys/keys', 'cache', 'moh', 'silence', ...spool];
  await Promise.all(folders.map((name) => mkdir(join(runDir, name), { recursive: true })));
}

function configValues(
  options: PbxOptions,
  made: Pick<PbxRun, 'runDir' | 'ports' | 'passwordStart'> & { tree: string },
): Record<string, string | number> {
  const media = mediaPorts();
  return {
    TREE: made.tree,
    RUN_DIR: made.runDir,
    PASSWORD_START: made.passwordStart,
    SIP_PORT: made.ports.sip,
    WS_PORT: made.ports.ws,
    WSS_PORT: made.ports.wss,
    RTP_FIRST_PORT: media.first,
    RTP_LAST_PORT: media.last,
    ICE_HOST_CANDIDATES: iceHostCandidates(),
    QUALIFY_FREQUENCY_S: options.qualifyFrequencyS ?? 5,
    QUALIFY_TIMEOUT_S: (options.qualifyTimeoutS ?? 2).toFixed(1),
    RTP_TIMEOUT_S: options.rtpTimeoutS ?? 30,
    RTP_TIMEOUT_HOLD_S: options.rtpTimeoutHoldS ?? 300,
    SESSION_TIMERS: options.sessionTimers ?? 'yes',
    SESSION_EXPIRES_S: options.sessionExpiresS ?? 1800,
    QUEUE_RING_S: options.queueRingS ?? 20,
    QUEUE_WRAP_UP_S: options.queueWrapUpS ?? 0,
    EARLY_MEDIA_HZ: PARTY_HZ.earlyMedia,
  };
}

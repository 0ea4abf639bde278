import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import {
  BULLETIN_SETTINGS,
  LOG_SETTINGS,
  OLDEST_SERVER,
  SCRIPT_SETTINGS,
  SIGNAL_SETTINGS,
  STREAM,
  TEAM_SETTINGS,
} from './layout.ts';

/**
 * A server that is too old ignores what compare-and-set asks of it, without a word: two agents would hold one callback.
 * Errors: `hub-too-old` with `version` and `needed`.
 */
export function checkServer(info: { version: string; api_lvl?: number }): Result<void, AppError> {
  const [major = 0, minor = 0, patch = 0] = info.version.split(/[.-]/).map(Number);
  const { major: needMajor, minor: needMinor, patch: needPatch } = OLDEST_SERVER;
  const isNewEnough =
    major > needMajor ||
    (major === needMajor && (minor > needMinor || (minor === needMinor && patch >= needPatch)));
  if (isNewEnough && info.api_lvl !== undefined) return ok();
  const needed = `${needMajor}.${needMinor}`;
  return failed(appError('hub-too-old', { version: info.version.slice(0, 20), needed }));
}

const REQUIRED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  [STREAM.callbacks]: LOG_SETTINGS,
  [STREAM.team]: TEAM_SETTINGS,
  [STREAM.signals]: SIGNAL_SETTINGS,
  [STREAM.scripts]: SCRIPT_SETTINGS,
  [STREAM.bulletin]: BULLETIN_SETTINGS,
};

/**
 * Whether a stream is set up so that history cannot be lost or rewritten. Errors: `hub-misconfigured`, `what` being the
 * first setting that differs, like `CB.deny_purge`.
 */
export function checkStream(name: string, config: object): Result<void, AppError> {
  const found = new Map(Object.entries(config));
  for (const [setting, wanted] of Object.entries(REQUIRED[name] ?? {})) {
    if (JSON.stringify(found.get(setting) ?? missing(setting)) !== JSON.stringify(wanted)) {
      return failed(appError('hub-misconfigured', { what: `${name}.${setting}` }));
    }
  }
  return ok();
}

/** The server leaves out what is false or nothing. */
function missing(setting: string): unknown {
  if (/^(deny|allow)_/.test(setting)) return false;
  return setting === 'max_age' ? 0 : undefined;
}

/**
 * Whether a stream's leader stands behind what was said of it. While a cluster has none, another node answers in its
 * place, with what it has of the stream or with nothing at all. One node alone speaks of no cluster.
 */
export function isLed({ cluster }: { cluster?: { leader?: string } }): boolean {
  return cluster === undefined || Boolean(cluster.leader);
}

/** The stream is not there at all: never made, or the server was started with another store key. */
export function streamMissing(name: string): AppError {
  return appError('hub-misconfigured', { what: name });
}

/**
 * Names a log for as long as it lives, in its stream's metadata. When the stream was made does not: a restored backup
 * counts as made on the day it was restored (tools/hub/streams.ts).
 */
export const LOG_ID = 'hearthline-log';

/** Changes when the log itself is another one: made anew, or another team's. */
export function logIdOf(
  teamId: string,
  { config, created }: { config: { metadata?: Record<string, string> }; created: string },
): string {
  return `${teamId} ${config.metadata?.[LOG_ID] ?? created}`;
}

import { appError, type AppError, failed, ok, type Result } from '#shared/result.ts';

/**
 * The one open microphone. Every call sends a clone of its track, so that muting one call leaves the others alone.
 *
 *   closed ──somebody needs it──▶ opening ──▶ open ──nobody needs it for a while──▶ closed
 *                                    └──▶ failed (denied, missing, busy): tried again at the next need or device change
 *   A device that cannot be opened while another one works leaves that one on: better the wrong microphone than none.
 *   It is opened while a call still rings, so that answering waits for nothing, and closed when nobody listens:
 *   the light beside the camera must be off when nobody is on the line.
 */
const CLOSE_AFTER_MS = 4000;

export type MicrophoneError = 'microphone-denied' | 'microphone-missing' | 'microphone-busy';

export interface MicrophonePort {
  /** The track to send changed: opened, another device, gone (null). */
  onTrack(track: MediaStreamTrack | null): void;
  onError(error: MicrophoneError | null): void;
}

export class Microphone {
  readonly #port: MicrophonePort;
  readonly #needs = new Set<string>();
  #deviceId: string | null = null;
  #stream: MediaStream | null = null;
  #opening: Promise<void> | null = null;
  #error: MicrophoneError | null = null;
  #worked = false;
  #closing: ReturnType<typeof setTimeout> | undefined;

  constructor(port: MicrophonePort) {
    this.#port = port;
  }

  get track(): MediaStreamTrack | null {
    return this.#stream?.getAudioTracks()[0] ?? null;
  }

  get error(): MicrophoneError | null {
    return this.#error;
  }

  /** It opened the last time, so there is no reason to wait for it before a call is placed. */
  get isExpected(): boolean {
    return this.#worked && this.#error === null;
  }

  /** Opens it, unless it is, and keeps it open until `release` of the same need. */
  need(what: string): void {
    this.#needs.add(what);
    clearTimeout(this.#closing);
    if (!this.track && !this.#opening) void this.#open();
  }

  release(what: string): void {
    if (!this.#needs.delete(what) || this.#needs.size > 0) return;
    this.#closeSoon();
  }

  /** Waits for an opening in progress. Needs a `need` first. */
  async opened(): Promise<Result<MediaStreamTrack>> {
    // Another device may be chosen while the first is being opened.
    while (this.#opening) await this.#opening;
    const { track } = this;
    return track ? ok(track) : failed(this.#asAppError());
  }

  /** Switches to a device, without a gap for those who hear it; null is the system's default. */
  async use(deviceId: string | null, label: string): Promise<void> {
    const wanted = deviceId === 'default' ? null : deviceId;
    if (wanted === this.#deviceId && this.track?.label === label) return;
    this.#deviceId = wanted;
    if (this.#needs.size > 0) await this.#open();
    else this.#close();
  }

  /** A device was plugged in: perhaps the one that is missed. */
  retry(): void {
    if (this.#needs.size > 0 && (!this.track || this.#error) && !this.#opening) void this.#open();
  }

  #open(): Promise<void> {
    const opening = this.#capture(this.#deviceId).finally(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    this.#opening = opening;
    return opening;
  }

  async #capture(deviceId: string | null): Promise<void> {
    const captured = await capture(deviceId);
    if (deviceId !== this.#deviceId) {
      if (captured.ok) stop(captured.value); // another device was chosen meanwhile
      return;
    }
    this.#worked = captured.ok;
    this.#setError(captured.ok ? null : captured.error);
    if (!captured.ok && this.track?.readyState === 'live') return;
    stop(this.#stream);
    this.#stream = captured.ok ? captured.value : null;
    const { track } = this;
    track?.addEventListener('ended', () => this.#ended(track));
    this.#port.onTrack(track);
    // People take their time to allow it; the call may be over by then.
    if (this.#needs.size === 0) this.#closeSoon();
  }

  #closeSoon(): void {
    clearTimeout(this.#closing);
    this.#closing = setTimeout(() => this.#close(), CLOSE_AFTER_MS);
  }

  /** Unplugged. The device watcher decides what comes instead; until then there is silence. */
  #ended(track: MediaStreamTrack): void {
    if (track !== this.track) return;
    this.#stream = null;
    this.#port.onTrack(null);
  }

  #close(): void {
    if (!this.#stream) return;
    stop(this.#stream);
    this.#stream = null;
    this.#port.onTrack(null);
  }

  #setError(error: MicrophoneError | null): void {
    if (error === this.#error) return;
    this.#error = error;
    this.#port.onError(error);
  }

  #asAppError(): AppError {
    return appError(this.#error ?? 'microphone-missing');
  }
}

async function capture(deviceId: string | null): Promise<Result<MediaStream, MicrophoneError>> {
  try {
    const audio: MediaTrackConstraints = {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
    };
    return ok(await navigator.mediaDevices.getUserMedia({ audio }));
  } catch (error) {
    return failed(captureError(error));
  }
}

/** DOMException names of getUserMedia (W3C Media Capture and Streams §10.3). */
function captureError(error: unknown): MicrophoneError {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'microphone-denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'microphone-busy';
  return 'microphone-missing';
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

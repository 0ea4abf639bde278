import type { BusyLight, LineSnapshot } from '#shared/call/line-state.ts';
import { DialogInfo } from './dialog-info.ts';
import { readMessageSummary } from './message-summary.ts';
import type { LineUserAgent } from './user-agent.ts';
import { Watch } from './watch.ts';

export interface LightsPort {
  onLight(extension: string, light: BusyLight): void;
  onVoicemail(voicemail: LineSnapshot['voicemail']): void;
}

/** A subscription that the server ended or refused is asked for again after this long. */
const ASK_AGAIN_MS = 30_000;
/** Longest wait for a target's state before a transfer goes ahead without it. */
const GLANCE_LIMIT_MS = 800;
const DIALOG_INFO = 'application/dialog-info+xml';
const MESSAGE_SUMMARY = 'application/simple-message-summary';

/** Colleagues' busy lights and our waiting messages, asked for anew on every link. */
export class Lights {
  readonly #userAgent: LineUserAgent;
  readonly #extension: string;
  readonly #watched: readonly string[];
  readonly #port: LightsPort;
  readonly #known = new Map<string, BusyLight>();
  readonly #watches = new Map<string, Watch>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(userAgent: LineUserAgent, extension: string, watched: readonly string[], port: LightsPort) {
    this.#userAgent = userAgent;
    this.#extension = extension;
    this.#watched = watched;
    this.#port = port;
  }

  /** Once registered: many servers refuse to tell a stranger. */
  start(): void {
    this.stop();
    for (const extension of this.#watched) this.#watchLight(extension);
    this.#watchVoicemail();
  }

  /** Without a link nothing is known any more. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    for (const watch of this.#watches.values()) watch.stop();
    this.#watches.clear();
    for (const extension of this.#watched) this.#learn(extension, 'unknown');
  }

  /** An unsolicited NOTIFY: Asterisk tells of messages without being asked. */
  readVoicemail(body: string): void {
    const voicemail = readMessageSummary(body);
    if (voicemail) this.#port.onVoicemail(voicemail);
  }

  /**
   * What is known of a target now; asks the server when nobody watches it. `unknown` when it does not say in time.
   * @param address extension or SIP address of the target
   * @param number the extension it is known by, where `address` is more than that
   */
  async glance(address: string, number = address): Promise<BusyLight> {
    const known = this.#known.get(number);
    if (known && known !== 'unknown') return known;
    const target = this.#userAgent.address(address);
    if (!target || !this.#userAgent.agent.isConnected()) return 'unknown';
    const { promise, resolve } = Promise.withResolvers<BusyLight>();
    const info = new DialogInfo();
    const watch = new Watch(
      this.#userAgent.agent,
      { target, event: 'dialog', accept: DIALOG_INFO },
      { notified: (body) => resolve(info.read(body) ?? 'unknown'), ended: () => resolve('unknown') },
    );
    const limit = setTimeout(() => resolve('unknown'), GLANCE_LIMIT_MS);
    const light = await promise;
    clearTimeout(limit);
    watch.stop();
    return light;
  }

  #watchLight(extension: string): void {
    const target = this.#userAgent.address(extension);
    if (!target) return;
    const info = new DialogInfo();
    const watch = new Watch(
      this.#userAgent.agent,
      { target, event: 'dialog', accept: DIALOG_INFO },
      {
        notified: (body) => {
          const light = info.read(body);
          if (light) this.#learn(extension, light);
        },
        ended: () => {
          this.#learn(extension, 'unknown');
          this.#later(() => this.#watchLight(extension));
        },
      },
    );
    this.#watches.set(`dialog ${extension}`, watch);
  }

  #watchVoicemail(): void {
    const target = this.#userAgent.address(this.#extension);
    if (!target) return;
    let hasTold = false;
    const watch = new Watch(
      this.#userAgent.agent,
      { target, event: 'message-summary', accept: MESSAGE_SUMMARY },
      {
        notified: (body) => {
          hasTold = true;
          this.readVoicemail(body);
        },
        // Refused where the server tells unasked: that is no reason to ask again.
        ended: () => hasTold && this.#later(() => this.#watchVoicemail()),
      },
    );
    this.#watches.set('message-summary', watch);
  }

  #learn(extension: string, light: BusyLight): void {
    if (this.#known.get(extension) === light) return;
    this.#known.set(extension, light);
    this.#port.onLight(extension, light);
  }

  #later(action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, ASK_AGAIN_MS);
    this.#timers.add(timer);
  }
}

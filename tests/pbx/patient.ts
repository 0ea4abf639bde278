import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type Baresip, type BaresipEvent, startBaresip } from './baresip.ts';
import { type Heard, listen } from './listening.ts';
import { type Party, PARTY_HZ, partyOf } from './parties.ts';
import type { Pbx } from './pbx.ts';
import type { SipServer } from './sip-server.ts';
import { until } from './until.ts';
import { untilHeard } from './until-heard.ts';
import { writeToneWav } from './wav.ts';

/**
 * idle ──call()──▶ dialing ──▶ ringback / early-media ──▶ established ──▶ ended
 * idle ──incoming──▶ ringing ──answerIncoming()──▶ established ──▶ ended
 * From `ended` it may call or be called again.
 */
export type PhoneState =
  | { name: 'idle' }
  | { name: 'dialing' }
  | { name: 'ringback' }
  | { name: 'early-media' }
  | { name: 'ringing'; from: string }
  | { name: 'established'; with: string }
  | { name: 'ended'; reason: string };

type Registration = 'none' | 'registered' | 'refused';

interface PhoneOptions {
  server: SipServer;
  baresip: Baresip;
  remove: () => Promise<void>;
  /** Its own tone, which is listened for beside the known parties'; none when it speaks from a file. */
  toneHz: number | undefined;
}

const DEFAULT_WINDOW_MS = 400;
/** How long a BYE that is on its way may take. */
const CLEARING_LIMIT_MS = 3000;
/** Longer than any call of a test: baresip plays its file once. */
const TONE_SECONDS = 300;

/** A phone over UDP with one line, whose ears can be read. A second call meets 486. */
export class Phone {
  #state: PhoneState = { name: 'idle' };
  #registration: Registration = 'none';
  /** baresip's name for the latest call. */
  #callId = '';
  #made: PhoneOptions | undefined;

  get state(): PhoneState {
    return this.#state;
  }

  get #isFree(): boolean {
    return this.#state.name === 'idle' || this.#state.name === 'ended';
  }

  get registration(): Registration {
    return this.#registration;
  }

  get sipPort(): number {
    return this.#parts().baresip.sipPort;
  }

  /** Whose tone it speaks, when it is a known party's. */
  get party(): Party | undefined {
    const { toneHz } = this.#parts();
    return toneHz === undefined ? undefined : partyOf(toneHz);
  }

  /** @internal completed by the `start…` functions below, which need its event handler first */
  complete(made: PhoneOptions): this {
    this.#made = made;
    return this;
  }

  /** Dials an extension of the server; resolves once the INVITE is on its way. */
  async call(extension: string): Promise<void> {
    const { server, baresip } = this.#parts();
    // The PBX may know the end of the last call already, and this phone not yet.
    await until('the phone to be free', () => this.#isFree, CLEARING_LIMIT_MS).catch((error: unknown) => {
      throw new Error(`This phone has one line, and it is ${this.#state.name}.`, { cause: error });
    });
    this.#state = { name: 'dialing' };
    const answer = await baresip.command('dial', `sip:${extension}@${server.domain}:${server.sipPort}`);
    this.#callId = /call id: (\S+)/.exec(answer)?.[1] ?? '';
  }

  /** Waits for a call to come in, answers it, and resolves once it is established. */
  async answerIncoming(timeoutMs = 10_000): Promise<void> {
    await this.waitFor('ringing', timeoutMs);
    await this.#parts().baresip.command('accept');
    await this.waitFor('established', timeoutMs);
  }

  /** Ends the call, cancels the one being dialled, or declines (486) the one that rings. */
  async hangUp(): Promise<void> {
    // By name: without one baresip means the call that rings or is up, and knows none while it is only dialled.
    await this.#parts().baresip.command('hangup', this.#callId);
    await this.waitFor('ended');
  }

  /** Silences its tone, or lets it sound again. */
  async toggleMute(): Promise<void> {
    await this.#parts().baresip.command('mute');
  }

  /** Presses keys in the call, as RFC 4733 events. */
  async pressKeys(digits: string): Promise<void> {
    for (const digit of digits) await this.#parts().baresip.command('sndcode', digit);
  }

  /** Listens for `windowMs` from now. */
  heard(windowMs = DEFAULT_WINDOW_MS): Promise<Heard> {
    const { baresip, toneHz } = this.#parts();
    return listen(baresip.heardFile, windowMs, toneHz === undefined ? [] : [toneHz]);
  }

  /** Resolves when it hears exactly these tones of the known parties, and no other; none means silence. */
  waitToHear(tonesHz: readonly number[], timeoutMs?: number): Promise<Heard> {
    return untilHeard({
      who: 'The phone',
      tonesHz,
      hear: () => this.heard(),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  }

  /** Resolves with the state once it has this name. */
  async waitFor<N extends PhoneState['name']>(
    name: N,
    timeoutMs = 10_000,
  ): Promise<Extract<PhoneState, { name: N }>> {
    const probe = () => (isNamed(this.#state, name) ? this.#state : undefined);
    return until(`a phone to be ${name}`, probe, timeoutMs).catch((error: unknown) => {
      const now = JSON.stringify(this.#state);
      throw new Error(`The phone is ${now}, expected ${name}.\n${this.lastWords()}`, { cause: error });
    });
  }

  async waitForRegistration(wanted: Exclude<Registration, 'none'>, timeoutMs = 5000): Promise<void> {
    await until(`the phone to be ${wanted}`, () => this.#registration === wanted, timeoutMs);
  }

  async stop(): Promise<void> {
    await this.#parts().remove();
  }

  /** What baresip printed last, for the message of a failed test. */
  lastWords(): string {
    return this.#parts().baresip.lastWords();
  }

  /** @internal */
  onEvent(event: BaresipEvent): void {
    this.#callId = event.id ?? this.#callId;
    switch (event.type) {
      case 'REGISTER_OK':
        this.#registration = 'registered';
        return;
      case 'REGISTER_FAIL':
        this.#registration = 'refused';
        return;
      case 'CALL_INCOMING':
        this.#state = { name: 'ringing', from: event.peeruri ?? '' };
        return;
      case 'CALL_RINGING':
        this.#state = { name: 'ringback' };
        return;
      case 'CALL_PROGRESS':
        this.#state = { name: 'early-media' };
        return;
      case 'CALL_ESTABLISHED':
        this.#state = { name: 'established', with: event.peeruri ?? '' };
        return;
      case 'CALL_CLOSED':
        this.#state = { name: 'ended', reason: event.param ?? '' };
        return;
      default: // Media and digit events do not change the call's state.
    }
  }

  #parts(): PhoneOptions {
    if (!this.#made) throw new Error('This phone was not started.');
    return this.#made;
  }
}

function isNamed<N extends PhoneState['name']>(
  state: PhoneState,
  name: N,
): state is Extract<PhoneState, { name: N }> {
  return state.name === name;
}

interface Voice {
  toneHz?: number;
  /** 8 kHz 16-bit mono WAV, played once in each call, instead of a tone. */
  wavFile?: string;
}

export interface PatientOptions extends Voice {
  pbx: Pbx;
  /** The patient's number: digits, from the range set aside for fiction. */
  number?: string;
  name?: string;
}

/** A patient behind the PBX's trunk: may call extensions, and is reached at 9<number> or +<number>. */
export async function startPatient(options: PatientOptions): Promise<Phone> {
  const { pbx, number = '15550100', name = 'Patient', ...voice } = options;
  const account = (port: number) => `"${name}" <sip:${number}@127.0.0.1:${port};transport=udp>;regint=0`;
  const phone = await startPhoneWith(pbx, account, { toneHz: PARTY_HZ.patient, ...voice });
  await pbx.cli(`database put patient ${number} ${phone.sipPort}`);
  return phone;
}

export interface PhoneStart extends Voice {
  server: SipServer;
  /** Registers as this extension. */
  extension: string;
  /** Another than the right password, to see it refused. */
  password?: string;
}

/** A classic phone that registers over UDP. Resolves when the server has accepted or refused it. */
export async function startPhone(options: PhoneStart): Promise<Phone> {
  const { server, extension, ...voice } = options;
  const { password, domain } = server.account(extension);
  const uri = `sip:${extension}@${domain}:${server.sipPort};transport=udp`;
  const secret = `auth_user=${extension};auth_pass=${options.password ?? password}`;
  const account = () => `"Phone ${extension}" <${uri}>;${secret};regint=120`;
  const phone = await startPhoneWith(server, account, { toneHz: PARTY_HZ.phone, ...voice });
  await until(`${extension} to be registered or refused`, () => phone.registration !== 'none');
  return phone;
}

/** A phone that is in a call already (so its light is on) and answers every further one with 486. */
export async function startBusyPhone({
  pbx,
  extension = '2002',
}: {
  pbx: Pbx;
  extension?: string;
}): Promise<Phone> {
  const phone = await startPhone({ server: pbx, extension });
  await phone.call('608');
  await phone.waitFor('established');
  return phone;
}

async function startPhoneWith(
  server: SipServer,
  account: (sipPort: number) => string,
  voice: Voice,
): Promise<Phone> {
  const dir = mkdtempSync(join(tmpdir(), 'hearthline-voice-'));
  const { toneHz: hz = PARTY_HZ.patient } = voice;
  const wavFile = voice.wavFile ?? writeToneWav(join(dir, 'tone.wav'), { hz, seconds: TONE_SECONDS });
  const phone = new Phone();
  const onEvent = (event: BaresipEvent) => phone.onEvent(event);
  const withCodec = (port: number) => `${account(port)};audio_codecs=PCMU/8000/1`;
  const baresip = await startBaresip({ account: withCodec, wavFile, onEvent });
  const remove = async () => {
    await baresip.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return phone.complete({ server, baresip, remove, toneHz: voice.wavFile ? undefined : hz });
}

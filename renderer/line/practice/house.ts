import { BUSY_EXTENSION, type Cast, ECHO_EXTENSION, NO_ANSWER_EXTENSION } from '#shared/practice/cast.ts';
import type { PatientPersona } from '#shared/practice/persona.ts';
import type { Leg } from '../sip/memory/leg.ts';
import { MemoryExchange } from '../sip/memory/memory-exchange.ts';
import type { Light } from '../sip/memory/notifier.ts';
import { Party } from '../sip/memory/party.ts';
import { webDescriptions } from '../sip/memory/web-descriptions.ts';
import { PRACTICE_PATIENT_HEADER } from '../sip/transport-port.ts';
import { pause } from '../time.ts';
import { converse, type Conversation } from './conversation.ts';
import { LegSound } from './leg-sound.ts';
import type { Person } from './patient-state.ts';
import { loadRecordings } from './recordings.ts';
import { Voice } from './voice.ts';

/** How late the echo comes: late enough to be told from one's own voice. */
const ECHO_DELAY_SEC = 0.3;
/** How long a patient lets it ring before picking up, when the agent calls. */
const PATIENT_PICKS_UP_AFTER_MS = 2000;

export interface HouseOptions {
  readonly domain: string;
  readonly context: AudioContext;
  readonly cast: Cast;
}

type PracticeParty = Party<LegSound>;

/** Everybody who can be reached on the practice line, each under a number of their own. */
export class House {
  readonly exchange: MemoryExchange;
  readonly #options: HouseOptions;
  readonly #patients = new Map<string, PracticeParty>();
  readonly #byUser = new Map<string, PracticeParty>();
  /** The last call of each patient, by their id. */
  readonly #conversations = new Map<string, Conversation>();
  readonly #aboutToCall = new Set<string>();
  #isClosed = false;

  constructor(options: HouseOptions) {
    this.#options = options;
    this.exchange = new MemoryExchange({ domain: options.domain, lightOf: (user) => this.#lightOf(user) });
    for (const patient of options.cast.patients) {
      const { number, name } = patient;
      const party = this.#add(number, name, (leg) =>
        this.#pickUp(party, patient, leg, PATIENT_PICKS_UP_AFTER_MS),
      );
      this.#patients.set(patient.id, party);
    }
    for (const colleague of options.cast.colleagues) {
      const { extension, name, answerAfterMs } = colleague;
      const party = this.#add(extension, name, (leg) => this.#pickUp(party, colleague, leg, answerAfterMs));
    }
    this.#add(ECHO_EXTENSION, 'Echo', (leg) => this.#echo(leg));
    this.#add(BUSY_EXTENSION, 'Busy', (leg) => leg.decline(486));
    // Rings until the caller has had enough, or SIP.js has: after a minute it answers 480.
    this.#add(NO_ANSWER_EXTENSION, 'Away', () => undefined);
  }

  async start(): Promise<void> {
    await Promise.all([...this.#byUser.values()].map((party) => party.start()));
  }

  async stop(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#byUser.values()].map((party) => party.stop()));
  }

  /**
   * Has a patient call a user of the exchange. The voice is ready before it rings.
   * @returns false when the patient is on the telephone already, or everybody has gone meanwhile
   */
  async call(patient: PatientPersona, user: string): Promise<boolean> {
    const party = this.#patients.get(patient.id);
    if (!party) throw new Error(`${patient.id} is not in the house`);
    if (party.liveLegs.length > 0 || this.#aboutToCall.has(patient.id)) return false;
    this.#aboutToCall.add(patient.id);
    const voice = await this.#voiceOf(patient).finally(() => this.#aboutToCall.delete(patient.id));
    if (this.#isClosed) return false;
    const leg = party.call(user, [`${PRACTICE_PATIENT_HEADER}: ${patient.id}`, `X-Queue: ${patient.queue}`]);
    this.#conversations.set(patient.id, converse(patient, voice, leg));
    return true;
  }

  /** The last conversation of a patient who called or was called; null when there was none. */
  conversationOf(patientId: string): Conversation | null {
    return this.#conversations.get(patientId) ?? null;
  }

  #add(user: string, displayName: string, onCall: (leg: Leg<LegSound>) => void): PracticeParty {
    const { domain, context } = this.#options;
    const party = new Party<LegSound>({
      exchange: this.exchange,
      domain,
      user,
      displayName,
      openMedia: () => new LegSound(context),
      descriptions: webDescriptions,
      onCall,
      onChange: () => this.exchange.lightChanged(user),
    });
    this.#byUser.set(user, party);
    return party;
  }

  #lightOf(user: string): Light | null {
    const legs = this.#byUser.get(user)?.liveLegs;
    if (user === BUSY_EXTENSION || legs?.some((leg) => leg.isUp)) return 'busy';
    if (!legs) return null;
    return legs.length > 0 ? 'ringing' : 'free';
  }

  /** Lets it ring for a while; nobody talks to two people at once. */
  #pickUp(party: PracticeParty, person: Person, leg: Leg<LegSound>, afterMs: number): void {
    if (party.liveLegs.length > 1) {
      leg.decline(486);
      return;
    }
    const ready = Promise.all([this.#voiceOf(person), pause(afterMs)]);
    ready.then(
      ([voice]) => {
        if (leg.isOver) return;
        const conversation = converse(person, voice, leg);
        if (person.kind === 'patient') this.#conversations.set(person.id, conversation);
        leg.accept();
      },
      (error: unknown) => {
        // Somebody without a voice must not let it ring for ever. Once the line is closed, nothing can be decoded.
        leg.decline(500);
        if (!this.#isClosed) throw error;
      },
    );
  }

  async #voiceOf(person: Person): Promise<Voice> {
    const { context } = this.#options;
    return new Voice(context, await loadRecordings(context, person));
  }

  #echo(leg: Leg<LegSound>): void {
    const { ear, mouth } = leg.media;
    ear.connect(new DelayNode(this.#options.context, { delayTime: ECHO_DELAY_SEC })).connect(mouth);
    leg.accept();
  }
}

/**
 * Runs in the line page before its own script: notes every audio element that plays, and can say which tones come
 * out of them. The microphone's processing is turned off, because it takes a steady tone for noise, rightly.
 */
export interface PageEars {
  /** dB of each frequency in what the page plays now from this source, over about 170 ms. */
  levels(frequenciesHz: readonly number[], source: SoundSource): Promise<number[]>;
}

/** Calls play in audio elements; what the desk makes itself (tones, the echo test) comes straight from audio contexts. */
export type SoundSource = 'calls' | 'desk';

export interface PageMicrophones {
  /** Hides a device as if it were unplugged, '*' every microphone; null plugs it in again. */
  unplug(deviceId: string | null): void;
}

declare global {
  interface Window {
    ears: PageEars;
    microphones: PageMicrophones;
    /** What is connected to the loudspeaker of its audio context. */
    deskSounds: ReadonlySet<AudioNode>;
  }
}

/** Sent to the page as text, like everything below: each may use nothing from outside itself. */
export function installMicrophones(): void {
  const devices = navigator.mediaDevices;
  const opened: MediaStreamTrack[] = [];
  let hidden: string | null = null;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const audio = typeof constraints?.audio === 'object' ? constraints.audio : {};
    const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    if (hidden === '*') throw new DOMException('Requested device not found', 'NotFoundError');
    const stream = await open({ ...constraints, audio: { ...audio, ...plain } });
    opened.push(...stream.getTracks());
    return stream;
  };
  const list = devices.enumerateDevices.bind(devices);
  const isGone = (deviceId: string | undefined): boolean => hidden === '*' || deviceId === hidden;
  devices.enumerateDevices = async () =>
    (await list()).filter(({ kind, deviceId }) => kind !== 'audioinput' || !isGone(deviceId));
  const unplug = (deviceId: string | null): void => {
    hidden = deviceId;
    for (const track of opened) {
      if (hidden === null || !isGone(track.getSettings().deviceId)) continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    devices.dispatchEvent(new Event('devicechange'));
  };
  Object.assign(window, { microphones: { unplug } });
}

/** Notes what contexts play by themselves; `installEars` listens to it. */
export function noteSounds(): void {
  const sounds = new Set<AudioNode>();
  const connect = AudioNode.prototype.connect as (...args: unknown[]) => unknown;
  AudioNode.prototype.connect = function noted(this: AudioNode, ...args: unknown[]) {
    if (args[0] instanceof AudioDestinationNode) sounds.add(this);
    return connect.apply(this, args);
  } as typeof AudioNode.prototype.connect;
  Object.assign(window, { deskSounds: sounds });
}

export function installEars(): void {
  const FFT = 8192;
  const SILENCE_DB = -120;
  const playing = new Set<HTMLMediaElement>();
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function noted(this: HTMLMediaElement) {
    playing.add(this);
    return play.call(this);
  };
  const audible = (): MediaStream[] =>
    [...playing]
      .filter((element) => !element.muted && !element.paused)
      .map((element) => element.srcObject)
      .filter((source) => source instanceof MediaStream)
      .filter((stream) => stream.getAudioTracks().length > 0);
  let ear: AudioContext | undefined;
  const callSounds = async (): Promise<AudioNode[]> => {
    const context = (ear ??= new AudioContext());
    await context.resume();
    return audible().map((stream) => new MediaStreamAudioSourceNode(context, { mediaStream: stream }));
  };
  const levels: PageEars['levels'] = async (frequenciesHz, source) => {
    const running = [...window.deskSounds].filter(({ context }) => context.state === 'running');
    const sounds = source === 'calls' ? await callSounds() : running;
    const taps = sounds.map((sound) => {
      const analyser = new AnalyserNode(sound.context, { fftSize: FFT, smoothingTimeConstant: 0 });
      sound.connect(analyser);
      return { sound, analyser };
    });
    await new Promise((done) => {
      setTimeout(done, (FFT / 44_100) * 1000 + 80);
    });
    const spectra = taps.map(({ sound, analyser }) => {
      const bins = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(bins);
      sound.disconnect(analyser);
      return { bins, rateHz: analyser.context.sampleRate };
    });
    return frequenciesHz.map((hz) =>
      spectra.reduce((loudest, { bins, rateHz }) => {
        const bin = Math.round((hz * FFT) / rateHz);
        return Math.max(loudest, ...bins.slice(bin - 1, bin + 2));
      }, SILENCE_DB),
    );
  };
  Object.assign(window, { ears: { levels } });
}

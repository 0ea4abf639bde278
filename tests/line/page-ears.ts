/**
 * Runs in the line page before its own script: notes every audio element that plays, and can say which tones come
 * out of them. The microphone's processing is turned off, because it takes a steady tone for noise, rightly.
 */
export interface PageEars {
  /** dB of each frequency in what the page plays now, over about 170 ms. */
  levels(frequenciesHz: readonly number[]): Promise<number[]>;
}

export interface PageMicrophones {
  /** Hides a device as if it were unplugged, '*' every microphone; null plugs it in again. */
  unplug(deviceId: string | null): void;
}

declare global {
  interface Window {
    ears: PageEars;
    microphones: PageMicrophones;
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
  const levels = async (frequenciesHz: readonly number[]): Promise<number[]> => {
    const context = (ear ??= new AudioContext());
    await context.resume();
    const analyser = new AnalyserNode(context, { fftSize: FFT, smoothingTimeConstant: 0 });
    const sources = audible().map(
      (stream) => new MediaStreamAudioSourceNode(context, { mediaStream: stream }),
    );
    for (const source of sources) source.connect(analyser);
    await new Promise((done) => {
      setTimeout(done, (FFT / context.sampleRate) * 1000 + 80);
    });
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    for (const source of sources) source.disconnect();
    return frequenciesHz.map((hz) => {
      const bin = Math.round((hz * FFT) / context.sampleRate);
      return Math.max(...bins.slice(bin - 1, bin + 2), SILENCE_DB);
    });
  };
  Object.assign(window, { ears: { levels } });
}

/**
 * Runs in the line page before its own script: notes every audio element that plays, and can say which tones come
 * out of them. The microphone's processing is turned off, because it takes a steady tone for noise, rightly.
 */
export interface PageEars {
  /** dB of each frequency in what the page plays now, over about 170 ms. */
  levels(frequenciesHz: readonly number[]): Promise<number[]>;
  /** Hides a device as if it were unplugged; null plugs it in again. */
  unplug(deviceId: string | null): void;
}

declare global {
  interface Window {
    ears: PageEars;
  }
}

/** Sent to the page as text: it may use nothing from outside itself. */
export function installEars(): void {
  const FFT = 8192;
  const SILENCE_DB = -120;
  const playing = new Set<HTMLMediaElement>();
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function noted(this: HTMLMediaElement) {
    playing.add(this);
    return play.call(this);
  };
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = (constraints) => {
    const audio = typeof constraints?.audio === 'object' ? constraints.audio : {};
    const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    return open({ ...constraints, audio: { ...audio, ...plain } }).then((stream) => {
      opened.push(...stream.getTracks());
      return stream;
    });
  };
  const opened: MediaStreamTrack[] = [];
  let hidden: string | null = null;
  const list = devices.enumerateDevices.bind(devices);
  devices.enumerateDevices = async () => (await list()).filter(({ deviceId }) => deviceId !== hidden);
  const unplug = (deviceId: string | null) => {
    hidden = deviceId;
    for (const track of opened.filter(
      (one) => deviceId !== null && one.getSettings().deviceId === deviceId,
    )) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    devices.dispatchEvent(new Event('devicechange'));
  };
  let ear: AudioContext | undefined;
  const listen = async (frequenciesHz: readonly number[]) => {
    const context = (ear ??= new AudioContext());
    await context.resume();
    const analyser = new AnalyserNode(context, { fftSize: FFT, smoothingTimeConstant: 0 });
    const streams = [...playing]
      .filter((element) => !element.muted && !element.paused && element.srcObject instanceof MediaStream)
      .map((element) => element.srcObject as MediaStream)
      .filter((stream) => stream.getAudioTracks().length > 0);
    const sources = streams.map((stream) => new MediaStreamAudioSourceNode(context, { mediaStream: stream }));
    for (const source of sources) source.connect(analyser);
    await new Promise((done) => {
      setTimeout(done, (FFT / context.sampleRate) * 1000 + 80);
    });
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    for (const source of sources) source.disconnect();
    const hzPerBin = context.sampleRate / FFT;
    return frequenciesHz.map((hz) => {
      const bin = Math.round(hz / hzPerBin);
      return Math.max(...bins.slice(bin - 1, bin + 2), SILENCE_DB);
    });
  };
  window.ears = { levels: listen, unplug };
}

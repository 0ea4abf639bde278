/**
 * Injected into a page of any phone: notes the first moment at which decoded far-end audio carries energy,
 * for every peer connection made from then on. Polled each 5 ms from the audio graph, so it sees what an ear would.
 * Self-contained: it is sent to the page as source.
 */
export function installAudioProbe(): void {
  const scope = globalThis as typeof globalThis & { firstAudioAt: number | null };
  scope.firstAudioAt = null;
  const audioContext = new AudioContext();
  const probe = (track: MediaStreamTrack): void => {
    const source = audioContext.createMediaStreamSource(new MediaStream([track]));
    const analyser = audioContext.createAnalyser();
    analyser.fftSize = 256;
    source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const heard = samples.some((sample) => Math.abs(sample) > 0.01);
      if (heard && scope.firstAudioAt === null)
        scope.firstAudioAt = performance.timeOrigin + performance.now();
      if (heard || track.readyState === 'ended') clearInterval(timer);
    }, 5);
  };
  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('track', (event) => probe(event.track));
    }
  };
}

/** Injected: resolves with the time at which an element of role alert is laid out, visible and painted. */
export function alertPainted(): Promise<number> {
  const visible = (): boolean =>
    [...document.querySelectorAll('[role="alert"], [role="alertdialog"]')].some(
      (element) =>
        /incoming call/i.test(`${element.getAttribute('aria-label') ?? ''} ${element.textContent}`) &&
        element.getBoundingClientRect().height > 0,
    );
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('No alert appeared within 20 s.')), 20_000);
    const look = (): boolean => {
      if (!visible()) return false;
      observer.disconnect();
      // The frame that contains it has been painted when a task posted from its animation frame runs.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.timeOrigin + performance.now()));
        port1.start();
        port2.postMessage(null);
      });
      return true;
    };
    const observer = new MutationObserver(() => void look());
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
  });
}

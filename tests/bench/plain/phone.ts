/** What the bench drives on every plain page, whichever library is behind it. */
export interface PlainPhone {
  register(): Promise<void>;
  dial(extension: string): Promise<void>;
  hangUp(): Promise<void>;
  /** Whether a call is there, in whatever phase. */
  isBusy(): boolean;
}

export interface PlainConfig {
  readonly library: 'simple-user' | 'jssip';
  readonly server: string;
  readonly domain: string;
  readonly extension: string;
  readonly password: string;
  /** STUN server, or none. */
  readonly stun: string | null;
}

/** The smallest honest page: an alert that appears, a button that answers, an element that plays. */
export function page(): { audio: HTMLAudioElement; ringing(answer: () => void): void; quiet(): void } {
  const alert = document.createElement('div');
  alert.setAttribute('role', 'alert');
  alert.setAttribute('aria-label', 'Incoming call');
  alert.hidden = true;
  alert.textContent = 'Incoming call';
  const button = document.createElement('button');
  button.textContent = 'Answer';
  const audio = document.createElement('audio');
  audio.autoplay = true;
  alert.append(button);
  document.body.append(alert, audio);
  return {
    audio,
    ringing(answer) {
      button.addEventListener('click', answer, { once: true });
      alert.hidden = false;
    },
    quiet() {
      alert.hidden = true;
    },
  };
}

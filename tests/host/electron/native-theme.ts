import { whileOpen } from '../chromium/cdp.ts';
import { HostEvent, ModelledEmitter } from './modelled.ts';
import { allContents } from './registry.ts';

type ThemeSource = 'system' | 'light' | 'dark';

/** Electron's nativeTheme: `themeSource` really decides `prefers-color-scheme` in every page. */
class NativeTheme extends ModelledEmitter {
  readonly electronName = 'nativeTheme';
  protected readonly events = ['updated'];
  #source: ThemeSource = 'system';
  // A desktop without preferences; what a system would report is proved on Electron only.
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly prefersReducedTransparency = false;
  readonly inForcedColorsMode = false;

  get themeSource(): ThemeSource {
    return this.#source;
  }

  set themeSource(source: ThemeSource) {
    if (!['system', 'light', 'dark'].includes(source)) {
      throw new TypeError(`${source} is not a valid themeSource`);
    }
    if (source === this.#source) return;
    this.#source = source;
    for (const contents of allContents.values()) {
      if (contents.page.targetId !== null) {
        void whileOpen(contents.page.link().then((link) => link.setColorScheme(this.forcedScheme)));
      }
    }
    this.emit('updated', new HostEvent());
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }

  /** Part of the stand-in: null leaves it to Chromium. */
  get forcedScheme(): 'light' | 'dark' | null {
    return this.#source === 'system' ? null : this.#source;
  }
}

export const nativeTheme = new NativeTheme();

/** A place on the screen, in pixels independent of the display's scale. */
export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What tests/host looks at of BrowserWindow's options. */
export interface BrowserWindowOptions extends Partial<Bounds> {
  readonly show?: boolean;
  readonly title?: string;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly alwaysOnTop?: boolean;
  readonly focusable?: boolean;
  readonly webPreferences?: {
    readonly preload?: string;
    readonly sandbox?: boolean;
    readonly contextIsolation?: boolean;
    readonly nodeIntegration?: boolean;
  };
  /** How a window looks is the system's business: the rest is taken and not looked at. */
  readonly [other: string]: unknown;
}

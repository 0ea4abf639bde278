import { isChromiumRunning } from '../chromium/running.ts';
import { host } from '../host.ts';
import { Modelled } from './modelled.ts';

/** Electron's app.commandLine: Chromium's switches, until Chromium has started. */
export class CommandLine extends Modelled {
  readonly electronName = 'app.commandLine';

  appendSwitch(name: string, value = ''): void {
    // In Electron as here, Chromium does not see what comes after its start; here it is an error.
    if (isChromiumRunning()) throw new Error(`app.commandLine.appendSwitch('${name}') came after 'ready'`);
    host().switches.set(name.replace(/^--/, ''), value);
  }

  removeSwitch(name: string): void {
    host().switches.delete(name);
  }

  hasSwitch(name: string): boolean {
    return host().switches.has(name);
  }

  getSwitchValue(name: string): string {
    return host().switches.value(name);
  }
}

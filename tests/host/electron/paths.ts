import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { host } from '../host.ts';

/** Electron's special folders on Linux, by the names that app.getPath takes. */
export class SpecialPaths {
  readonly #set = new Map<string, string>();

  /** @throws Error for a name that Electron does not know. */
  get(name: string, appName: string): string {
    const path = this.#set.get(name) ?? this.#standard(name, appName);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  /** @throws Error for a name that Electron does not know, or a folder that is not there. */
  set(name: string, path: string, appName: string): void {
    this.get(name, appName);
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`);
    this.#set.set(name, path);
  }

  #standard(name: string, appName: string): string | undefined {
    const home = homedir();
    const userData = (): string => this.get('userData', appName);
    switch (name) {
      case 'home':
        return home;
      case 'appData':
        return process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');
      case 'userData':
        return host().switches.value('user-data-dir') || join(this.get('appData', appName), appName);
      case 'sessionData':
        return userData();
      case 'logs':
        return join(userData(), 'logs');
      case 'crashDumps':
        return join(userData(), 'Crashpad');
      case 'temp':
        return tmpdir();
      case 'exe':
      case 'module':
        return process.execPath;
      case 'assets':
        return host().appDir;
      default:
        return ['desktop', 'documents', 'downloads', 'music', 'pictures', 'videos'].includes(name)
          ? join(home, name.charAt(0).toUpperCase() + name.slice(1))
          : undefined;
    }
  }
}

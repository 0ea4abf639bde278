import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Modelled, NotModelledError } from './modelled.ts';

/** Electron's net, as far as a protocol handler needs it: files. */
class Net extends Modelled {
  readonly electronName = 'net';

  /** @throws Error when the file cannot be read, or for a URL that is none of a file. */
  async fetch(input: string | Request): Promise<Response> {
    const url = typeof input === 'string' ? input : input.url;
    if (!url.startsWith('file:')) throw new NotModelledError(`net.fetch('${new URL(url).protocol}')`);
    return new Response(new Uint8Array(await readFile(fileURLToPath(url))));
  }

  isOnline(): boolean {
    return true;
  }

  get online(): boolean {
    return this.isOnline();
  }
}

export const net = new Net();

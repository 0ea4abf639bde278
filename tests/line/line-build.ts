import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const LINE = fileURLToPath(new URL('../../renderer/line', import.meta.url));
const SHARED = fileURLToPath(new URL('../../shared', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wav': 'audio/wav',
  '.opus': 'audio/ogg',
  '.ogg': 'audio/ogg',
};

/** The line window's page, built as the product builds it, on a server of this machine. */
export interface LineSite {
  readonly url: string;
  close(): Promise<void>;
}

export async function startLineSite(): Promise<LineSite> {
  const outDir = mkdtempSync(join(tmpdir(), 'hearthline-line-'));
  await build({
    root: LINE,
    base: './',
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '#shared': SHARED } },
    build: { outDir, emptyOutDir: true, target: 'esnext', minify: false },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const file = resolve(outDir, `.${path === '/' ? '/index.html' : path}`);
    if (!file.startsWith(outDir + sep)) {
      response.writeHead(404).end();
      return;
    }
    readFile(file).then(
      (bytes) =>
        response
          .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
          .end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';
import { scriptsPlugin } from '../../tools/lib/scripts-plugin.mjs';

/** The CSP of the app's pages, so that what breaks it breaks here too. */
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'";

export type Theme = 'light' | 'dark';

export interface GalleryServer {
  address: string;
  close: () => Promise<void>;
}

/** @param address of the gallery */
export function sceneUrl(address: string, name: string, theme: Theme): string {
  return `${address}?scene=${name}&theme=${theme}`;
}

/** Builds the gallery as the app's pages are built, and serves it on a free port of 127.0.0.1 under their CSP. */
export async function serveGallery(): Promise<GalleryServer> {
  const outDir = await mkdtemp(join(tmpdir(), 'hearthline-gallery-'));
  const root = fileURLToPath(new URL('./gallery', import.meta.url));
  const common = { configFile: false, envDir: false, root, base: './', logLevel: 'warn' } as const;
  await build({
    ...common,
    plugins: [react(), scriptsPlugin()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2024',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4000,
    },
  });
  const server = await preview({
    ...common,
    build: { outDir },
    preview: {
      host: '127.0.0.1',
      port: 0,
      headers: { 'Content-Security-Policy': CSP, 'Cache-Control': 'max-age=3600' },
    },
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('The gallery is served nowhere.');
  return {
    address,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

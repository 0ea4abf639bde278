import type { TestProject } from 'vitest/node';
import { serveGallery, type GalleryServer } from '../fakes/gallery-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the gallery. */
    gallery: string;
  }
}

let gallery: GalleryServer | undefined;

/** Builds and serves the gallery once for all files of this part. */
export async function setup(project: TestProject): Promise<void> {
  gallery = await serveGallery();
  project.provide('gallery', gallery.address);
}

export async function teardown(): Promise<void> {
  await gallery?.close();
}

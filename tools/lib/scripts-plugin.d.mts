import type { Plugin } from 'vite';

export function scriptsPlugin(): Plugin;

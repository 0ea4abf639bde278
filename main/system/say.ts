/** A line for whoever started the app from a terminal. A terminal that is gone is no reason to stop. */
export function say(words: string): void {
  process.stdout.write(`hearthline: ${words}\n`);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

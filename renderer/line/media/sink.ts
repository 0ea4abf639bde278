interface Routable {
  setSinkId?(sinkId: string): Promise<void>;
}

/**
 * Sends an audio context's sound to a device (Web Audio §1.2.8; not in the DOM typings yet). Null and 'default' are
 * the system's default. A device that has just vanished leaves the sound where it was, which is better than none.
 */
export async function routeTo(context: AudioContext & Routable, deviceId: string | null): Promise<void> {
  const sinkId = deviceId === null || deviceId === 'default' ? '' : deviceId;
  await context.setSinkId?.(sinkId).catch(() => undefined);
}

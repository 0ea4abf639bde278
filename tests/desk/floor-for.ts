import { afterAll, afterEach, beforeAll } from 'vitest';
import { Floor } from './floor.ts';
import { saveIfFailed } from './harness/evidence.ts';

/**
 * A floor around Asterisk for all tests of a `describe`: opened and set up before the first, quiet again after each,
 * closed after the last.
 */
export function floorFor(setUp: (floor: Floor) => Promise<void>): () => Floor {
  let floor: Floor | undefined;
  const opened = (): Floor => {
    if (!floor) throw new Error('The floor is not open yet.');
    return floor;
  };
  beforeAll(async () => {
    floor = await Floor.open();
    await setUp(floor);
  });
  afterEach(async (context) => {
    await saveIfFailed(context);
    await opened().hangUpAll();
    await opened().pbx.waitForNoChannels();
  });
  afterAll(() => floor?.close());
  return opened;
}
